/**
 * Signing in on behalf of a person, which takes a browser: a platform drives an {@link dev.lanyard.spi.auth.OAuthFlow},
 * and what comes of it lives in its vault.
 */
package dev.lanyard.spi.auth;
