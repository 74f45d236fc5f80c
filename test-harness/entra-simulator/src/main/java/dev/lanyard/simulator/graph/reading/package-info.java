/** Lists and single objects, and the links between them. */
@NullMarked
package dev.lanyard.simulator.graph.reading;

import org.jspecify.annotations.NullMarked;
