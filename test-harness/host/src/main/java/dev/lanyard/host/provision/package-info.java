/**
 * Changes the system that a connector connects: with a journal that makes repeating safe, an audit trail, and a vault.
 *
 * <p>Start at {@link dev.lanyard.host.provision.ProvisioningEngine}.
 */
package dev.lanyard.host.provision;
