/** Counting the traffic. */
@NullMarked
package dev.lanyard.simulator.stats;

import org.jspecify.annotations.NullMarked;
