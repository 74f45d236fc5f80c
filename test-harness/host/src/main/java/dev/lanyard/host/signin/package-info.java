/**
 * Signing in on behalf of a person, from a terminal: the browser can be on this machine, and comes back to it by the
 * loopback interface (RFC 8252).
 */
package dev.lanyard.host.signin;
