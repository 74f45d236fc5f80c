/**
 * From the bytes of a Graph page to rows, in one pass over the JSON tokens.
 *
 * <p>A {@link dev.lanyard.entra.rows.PropertyTable} lists what is wanted of an object and how each value is read;
 * {@link dev.lanyard.entra.rows.PageReader} walks a page and hands over one {@link dev.lanyard.entra.rows.Row} after
 * the other. Nothing here knows a stream or builds a tree.
 */
package dev.lanyard.entra.rows;
