/** Tests of the jar as it is dropped into a platform: what is in it, that it works alone, and that it goes away. */
package dev.lanyard.entra.packed;
