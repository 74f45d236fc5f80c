/** Reading people: {@link dev.lanyard.entra.sync.users.AccountsStream} walks the users. */
package dev.lanyard.entra.sync.users;
