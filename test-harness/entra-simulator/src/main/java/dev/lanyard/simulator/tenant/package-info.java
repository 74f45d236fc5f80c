/** The tenant: its objects and links, how they change over time, and how one is made from a seed and a size. */
@NullMarked
package dev.lanyard.simulator.tenant;

import org.jspecify.annotations.NullMarked;
