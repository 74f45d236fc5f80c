/** {@code lanyard vault}: what is kept in the vault, for people. */
package dev.lanyard.host.cli.vault;
