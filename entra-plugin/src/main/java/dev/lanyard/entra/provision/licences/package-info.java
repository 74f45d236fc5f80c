/** Who has which licence. */
package dev.lanyard.entra.provision.licences;
