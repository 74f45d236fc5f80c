/** Changing groups, and who belongs to them and owns them. */
package dev.lanyard.entra.provision.groups;
