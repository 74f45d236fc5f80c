/**
 * The commands that keep several connectors side by side: {@code lanyard connectors}, and {@code lanyard connect},
 * which asks for the settings of one.
 */
package dev.lanyard.host.cli.connectors;
