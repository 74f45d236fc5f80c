/** {@code lanyard events}: what has happened between two syncs, in words and as JSON. */
package dev.lanyard.host.cli.events;
