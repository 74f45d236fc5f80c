/** The HTTPS server on WireMock: its certificate, and who answers which address. */
@NullMarked
package dev.lanyard.simulator.server;

import org.jspecify.annotations.NullMarked;
