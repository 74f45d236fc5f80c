/** What calls cost, and how many of them Graph takes in a time. */
@NullMarked
package dev.lanyard.simulator.graph.budget;

import org.jspecify.annotations.NullMarked;
