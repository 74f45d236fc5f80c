/**
 * Making accounts, changing them and taking them away. {@link dev.lanyard.entra.provision.accounts.Accounts} says what
 * can be done; a password goes to the vault before Graph hears of it.
 */
package dev.lanyard.entra.provision.accounts;
