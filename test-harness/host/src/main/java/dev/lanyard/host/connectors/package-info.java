/**
 * Several connectors side by side, two to the same kind of system included.
 *
 * <p>Start at {@link dev.lanyard.host.connectors.ConnectorRegistry}. Each connector is a folder of its own, with its
 * registration, settings, store, state and log: what concerns one can be seen, backed up, moved and protected alone,
 * whatever is damaged in it disturbs no other, and two that work at the same time wait for nothing of each other's.
 */
package dev.lanyard.host.connectors;
