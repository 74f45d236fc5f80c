/**
 * Reading only what has changed: a {@link dev.lanyard.entra.sync.changes.ChangeWalk} follows a delta query and has the
 * changed objects read anew, and an {@link dev.lanyard.entra.sync.changes.AuditTrail} tells of what no delta query
 * knows.
 */
package dev.lanyard.entra.sync.changes;
