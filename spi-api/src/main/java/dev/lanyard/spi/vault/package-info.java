/**
 * Where passwords and other secrets go that a connector makes or is given: into the platform's
 * {@link dev.lanyard.spi.vault.Vault}, and nowhere else.
 */
package dev.lanyard.spi.vault;
