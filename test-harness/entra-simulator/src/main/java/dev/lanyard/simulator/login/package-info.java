/** The login: tokens for applications, given against a client secret, and what is wrong with a request for one. */
@NullMarked
package dev.lanyard.simulator.login;

import org.jspecify.annotations.NullMarked;
