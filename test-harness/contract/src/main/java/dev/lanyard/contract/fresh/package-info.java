/**
 * A second, fresh JVM on the same class path. It knows nothing of the first but a plugin, settings and cursors, logs at
 * every level, and is small enough to find out what a plugin leaves behind.
 */
package dev.lanyard.contract.fresh;
