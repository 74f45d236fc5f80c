/**
 * Signing in: access tokens for each service that is called, what they grant, and what a refusal of the login service
 * means in terms of this connector's settings.
 */
package dev.lanyard.entra.auth;
