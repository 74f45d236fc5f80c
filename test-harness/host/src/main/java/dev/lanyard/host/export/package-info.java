/**
 * Writes what a store holds as text: the same content gives the same bytes, whenever and in whatever order it was read.
 */
package dev.lanyard.host.export;
