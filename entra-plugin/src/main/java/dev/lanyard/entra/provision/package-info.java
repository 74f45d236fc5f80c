/**
 * Changing a tenant: {@link dev.lanyard.entra.provision.Provisioning} sorts requests by the
 * {@link dev.lanyard.entra.provision.ChangeHandler} that carries them out, one class for each kind of entitlement, for
 * accounts and for groups. A handler reads what it must know, refuses what Graph would refuse, sends, and makes sense
 * of the answers; what it sends in a dry run is only noted.
 */
package dev.lanyard.entra.provision;
