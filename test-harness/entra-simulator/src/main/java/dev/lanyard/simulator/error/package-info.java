/** How Graph refuses a request. */
@NullMarked
package dev.lanyard.simulator.error;

import org.jspecify.annotations.NullMarked;
