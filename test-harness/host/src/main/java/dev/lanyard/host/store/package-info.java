/**
 * Keeps what was read in one SQLite file.
 *
 * <p>{@link dev.lanyard.host.store.Store} names the file. A sync takes a {@link dev.lanyard.host.store.SyncSession} and
 * writes a new generation through a {@link dev.lanyard.host.store.GenerationWriter}, page by page; readers see the last
 * complete generation through a {@link dev.lanyard.host.store.StoreReader}, and ask
 * {@link dev.lanyard.host.store.EffectiveAccess} who has what. The tables are described in {@code SCHEMA.md}. No
 * setting and no secret is ever written here.
 */
package dev.lanyard.host.store;
