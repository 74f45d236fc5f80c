/**
 * The only door to Exchange Online: cmdlets through its administration service, which Microsoft does not document, so
 * that nothing goes there unless it is set.
 */
package dev.lanyard.entra.exchange;
