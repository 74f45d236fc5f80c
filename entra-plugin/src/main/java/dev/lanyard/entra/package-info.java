/**
 * The Microsoft Entra ID connector.
 *
 * <p>{@link dev.lanyard.entra.EntraPlugin} is what the service loader finds. It opens an
 * {@link dev.lanyard.entra.EntraConnector}, which Guice wires from the packages below; each of them knows only those to
 * its right: {@code events → sync → check → graph → auth → http → config}.
 */
package dev.lanyard.entra;
