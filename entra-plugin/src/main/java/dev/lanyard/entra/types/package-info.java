/** What this connector's records are about: the resource types and their entitlements. */
package dev.lanyard.entra.types;
