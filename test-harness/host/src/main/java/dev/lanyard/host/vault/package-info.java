/**
 * Where the passwords and other secrets are kept that connectors make or are given: one encrypted file.
 *
 * <p>Start at {@link dev.lanyard.host.vault.FileVault}. VAULT.md describes the file.
 */
package dev.lanyard.host.vault;
