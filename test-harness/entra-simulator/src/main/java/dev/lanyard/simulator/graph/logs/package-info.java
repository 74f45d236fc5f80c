/** The logs of what was changed and of who signed in. */
@NullMarked
package dev.lanyard.simulator.graph.logs;

import org.jspecify.annotations.NullMarked;
