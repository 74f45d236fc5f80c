/**
 * The Microsoft Entra ID connector.
 *
 * <p>{@link dev.lanyard.entra.EntraPlugin} is what the service loader finds. It opens an
 * {@link dev.lanyard.entra.EntraConnector}, which Guice wires from the packages below; each of them knows only those to
 * its right: {@code events → sync → check → graph → auth → http → config}, and beside these {@code provision → check}
 * and {@code check → exchange → auth}. What Graph sends and is sent takes the form of {@code json} and {@code rows},
 * and is named by {@code types}.
 */
package dev.lanyard.entra;
