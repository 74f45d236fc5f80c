/** Who has which directory role, or may activate it. */
package dev.lanyard.entra.provision.roles;
