/**
 * Reading only what has changed: a {@link dev.lanyard.entra.sync.changes.ChangeWalk} follows a delta query and has the
 * changed objects read anew, {@link dev.lanyard.entra.sync.changes.DeltaStart} asks where such a walk would begin now.
 */
package dev.lanyard.entra.sync.changes;
