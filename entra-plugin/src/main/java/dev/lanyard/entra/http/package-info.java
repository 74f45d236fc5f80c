/**
 * The one HTTP client that tokens and Microsoft Graph share: whom it trusts, how long it waits, how often it tries
 * again, and what a failed connection means in words.
 */
package dev.lanyard.entra.http;
