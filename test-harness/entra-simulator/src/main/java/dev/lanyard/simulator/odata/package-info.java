/** Reading what a request asks for in its query: selected and expanded properties, filters, page sizes. */
@NullMarked
package dev.lanyard.simulator.odata;

import org.jspecify.annotations.NullMarked;
