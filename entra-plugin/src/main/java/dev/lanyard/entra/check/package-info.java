/**
 * Finding out what works: {@link dev.lanyard.entra.check.EntraCheck} signs in, compares what the token grants with what
 * each stream and change needs, and reads one row of each stream.
 */
package dev.lanyard.entra.check;
