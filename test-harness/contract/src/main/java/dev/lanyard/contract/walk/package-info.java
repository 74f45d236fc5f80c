/**
 * Reading everything that a connector has, page by page, and remembering of it what the rules compare: identities and
 * digests, not the records themselves.
 */
package dev.lanyard.contract.walk;
