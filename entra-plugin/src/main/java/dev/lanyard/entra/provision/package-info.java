/**
 * Changing a tenant: {@link dev.lanyard.entra.provision.Provisioning} lists who carries out what, one class for each
 * kind of entitlement, for accounts and for groups, by subject in the packages below.
 */
package dev.lanyard.entra.provision;
