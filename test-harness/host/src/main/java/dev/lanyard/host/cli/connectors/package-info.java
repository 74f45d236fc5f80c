/**
 * The commands that keep several connectors side by side: {@code lanyard connectors} and {@code lanyard connect}. They
 * join the command as those of other modules do.
 */
package dev.lanyard.host.cli.connectors;
