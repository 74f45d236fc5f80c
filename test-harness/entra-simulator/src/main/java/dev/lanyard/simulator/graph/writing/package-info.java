/** Everything that changes the tenant, with the rules for it. */
@NullMarked
package dev.lanyard.simulator.graph.writing;

import org.jspecify.annotations.NullMarked;
