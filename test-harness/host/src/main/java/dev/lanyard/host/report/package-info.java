/**
 * Pages for people: what was synced as one HTML file that can be mailed, and the page of settings of a connector. Each
 * is self-contained: it needs no network, and its content security policy forbids it any.
 */
package dev.lanyard.host.report;
