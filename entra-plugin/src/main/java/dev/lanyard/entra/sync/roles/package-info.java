/** Reading directory roles: {@link dev.lanyard.entra.sync.roles.RolesStream} reads roles and who has them. */
package dev.lanyard.entra.sync.roles;
