/**
 * Changing a system: a {@link dev.lanyard.spi.provision.ChangeRequest} asks for one
 * {@link dev.lanyard.spi.provision.Change}, a {@link dev.lanyard.spi.provision.ChangeResult} says what came of it.
 *
 * <p>A change is asked for by what should be so afterwards, so that asking twice does no harm: the second answer is
 * {@link dev.lanyard.spi.provision.Outcome.AlreadySo}. Every request carries an
 * {@link dev.lanyard.spi.provision.OperationId}; a platform that has lost the answer repeats the request under the same
 * id, and the connector does not act twice.
 */
package dev.lanyard.spi.provision;
