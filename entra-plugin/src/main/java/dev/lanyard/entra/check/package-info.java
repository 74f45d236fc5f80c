/**
 * Finding out what works: {@link dev.lanyard.entra.check.EntraCheck} signs in, compares what the token grants with what
 * each stream needs, and reads one row of each.
 */
package dev.lanyard.entra.check;
