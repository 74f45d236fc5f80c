/**
 * What happens in a tenant between two syncs: {@link dev.lanyard.entra.events.Feeds} tells changes from the directory's
 * audit log, and usage from the log of sign-ins.
 *
 * <p>Both logs are {@linkplain dev.lanyard.entra.events.LogWalk walked} in the same way; what a change leads to is read
 * anew as the streams read it.
 */
package dev.lanyard.entra.events;
