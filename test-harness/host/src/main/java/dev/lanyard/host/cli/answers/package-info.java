/**
 * Commands that answer from the store alone, without the system: {@code lanyard export}, {@code who-has} and
 * {@code report}.
 */
package dev.lanyard.host.cli.answers;
