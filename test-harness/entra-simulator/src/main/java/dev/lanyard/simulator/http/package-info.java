/** A call as it came over the wire and an answer before it is sent, without the server that carries them. */
@NullMarked
package dev.lanyard.simulator.http;

import org.jspecify.annotations.NullMarked;
