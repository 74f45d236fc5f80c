/** What this host lends to an open connector: a clock, a way to cancel, and an ear for its progress. */
package dev.lanyard.host.services;
