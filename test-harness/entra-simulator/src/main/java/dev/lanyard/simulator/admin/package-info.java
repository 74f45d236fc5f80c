/** The admin protocol under {@code /__lanyard/}: counts, the whole tenant, faults, tokens and settings. */
@NullMarked
package dev.lanyard.simulator.admin;

import org.jspecify.annotations.NullMarked;
