/**
 * The contract between an identity-governance platform and a connector.
 *
 * <p>Start at {@link dev.lanyard.spi.ConnectorPlugin}, the one type that a plugin jar registers with
 * {@link java.util.ServiceLoader}. It describes itself and opens {@link dev.lanyard.spi.Connector}s; the platform lends
 * each of them {@link dev.lanyard.spi.HostServices}. The sub-packages hold what travels between the two:
 * {@code describe}, {@code config} and {@code auth} before a connector is opened, {@code check}, {@code sync},
 * {@code model}, {@code provision} and {@code vault} while it works, {@code error} when something is wrong,
 * {@code traffic} for what it cost.
 *
 * <p>No method of this SPI takes or answers null; what may be absent is an {@link java.util.Optional} or an empty
 * collection. Every record is immutable and safe to share between threads.
 */
package dev.lanyard.spi;
