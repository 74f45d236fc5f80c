/** Graph v1.0: which endpoints there are, what they cost and need, and how each answers from the tenant. */
@NullMarked
package dev.lanyard.simulator.graph;

import org.jspecify.annotations.NullMarked;
