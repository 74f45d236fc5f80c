/**
 * Microsoft's login and Graph v1.0 on this machine: {@link dev.lanyard.simulator.EntraSimulator} starts them with a
 * tenant made from a seed and a size.
 */
@NullMarked
package dev.lanyard.simulator;

import org.jspecify.annotations.NullMarked;
