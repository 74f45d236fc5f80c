/**
 * Where the settings of a connector come from: a properties file, the environment, and secrets that either refers to.
 *
 * <p>Start at {@link dev.lanyard.host.config.Configuration}. What the settings mean and whether they are sound is for
 * the connector's schema to say.
 */
package dev.lanyard.host.config;
