/** Who may use an application, and the secrets by which applications sign in. */
package dev.lanyard.entra.provision.applications;
