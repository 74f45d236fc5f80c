/**
 * What an administrator can set: {@link dev.lanyard.entra.config.EntraSchema} declares the fields, and
 * {@link dev.lanyard.entra.config.EntraSettings} holds their typed values for the rest of the connector.
 * {@link dev.lanyard.entra.config.GraphPermissions} is the table of what must be permitted.
 */
package dev.lanyard.entra.config;
