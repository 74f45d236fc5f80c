/**
 * What users of the whole thing rely on: the packed jar, in the host's own loader, driven by the {@code lanyard}
 * command or the host's engine, against the simulator over real HTTPS.
 */
package dev.lanyard.acceptance;
