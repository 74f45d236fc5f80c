/**
 * Secrets of app registrations and service principals, put in the place of old ones. Graph makes a secret and tells it
 * once, so that here, unlike with passwords, the vault comes second.
 */
package dev.lanyard.entra.provision.credentials;
