/** Exchange Online's administration API, as far as it manages distribution groups. */
@NullMarked
package dev.lanyard.simulator.exchange;

import org.jspecify.annotations.NullMarked;
