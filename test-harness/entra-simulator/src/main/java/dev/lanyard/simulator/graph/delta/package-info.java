/** Incremental reads: first rounds, changes since, and links that grow old. */
@NullMarked
package dev.lanyard.simulator.graph.delta;

import org.jspecify.annotations.NullMarked;
