/**
 * Loads connectors from a plugins folder, each in a class loader of its own, and lets go of them again.
 *
 * <p>Start at {@link dev.lanyard.host.plugin.PluginFolder} for a whole folder, or
 * {@link dev.lanyard.host.plugin.PluginLoader} for one jar. Either answers
 * {@link dev.lanyard.host.plugin.LoadedPlugin}s, whose every call passes {@code PluginBoundary}: the one place that
 * switches class loaders and turns a broken plugin's errors into reports.
 */
package dev.lanyard.host.plugin;
