/** Trouble on request: what goes wrong, where, and how often. */
@NullMarked
package dev.lanyard.simulator.fault;

import org.jspecify.annotations.NullMarked;
