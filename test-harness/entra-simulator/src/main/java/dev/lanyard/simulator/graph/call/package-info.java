/** What every endpoint works with: the call as it was understood, what its token may do, and the links that lead on. */
@NullMarked
package dev.lanyard.simulator.graph.call;

import org.jspecify.annotations.NullMarked;
