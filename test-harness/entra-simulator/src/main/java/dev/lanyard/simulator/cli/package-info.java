/** The command {@code lanyard simulate}. */
@NullMarked
package dev.lanyard.simulator.cli;

import org.jspecify.annotations.NullMarked;
