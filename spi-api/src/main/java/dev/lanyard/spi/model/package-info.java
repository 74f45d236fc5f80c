/**
 * What a governed system holds: resources, the entitlements that can be had on them, and the grants that say who has
 * them.
 *
 * <p>A {@link dev.lanyard.spi.model.Resource} is anything with an identity of its own: an account, a group, an
 * application. An {@link dev.lanyard.spi.model.Entitlement} is something to be had on a resource, such as membership of
 * a group. A {@link dev.lanyard.spi.model.Grant} says that a principal, itself a resource, has an entitlement. Together
 * with {@link dev.lanyard.spi.model.Removal} they are the {@link dev.lanyard.spi.model.SyncRecord}s; each is identified
 * by a {@link dev.lanyard.spi.model.RecordKey}.
 */
package dev.lanyard.spi.model;
