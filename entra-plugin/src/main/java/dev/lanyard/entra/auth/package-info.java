/**
 * Signing in: access tokens for Microsoft Graph, what they grant, and what a refusal of the login service means in
 * terms of this connector's settings.
 */
package dev.lanyard.entra.auth;
