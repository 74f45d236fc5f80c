/**
 * Settings as data: a connector declares its fields and what each must be permitted, a platform renders them, and one
 * validation finds every problem at once.
 *
 * <p>Settings travel as text by field name. {@link dev.lanyard.spi.config.ConfigSchema#validate} answers all problems,
 * {@link dev.lanyard.spi.config.ConfigSchema#configure} the typed {@link dev.lanyard.spi.config.ConnectorConfig}.
 */
package dev.lanyard.spi.config;
