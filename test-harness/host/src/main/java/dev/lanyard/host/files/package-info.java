/** Files that outlive a crash, that one process at a time changes, and that tell whether their holder still lives. */
package dev.lanyard.host.files;
