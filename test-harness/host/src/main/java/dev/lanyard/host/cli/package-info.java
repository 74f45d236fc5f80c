/**
 * The {@code lanyard} command.
 *
 * <p>{@link dev.lanyard.host.cli.Lanyard} starts it, {@link dev.lanyard.host.cli.LanyardCommand} lists the host's own
 * commands, one class each, in a package for each thing that commands are about. Commands of other modules join by
 * {@link java.util.ServiceLoader}: see {@link dev.lanyard.host.cli.Lanyard}. A command answers its exit code and prints
 * through {@link dev.lanyard.host.cli.common.CommonOptions}; trouble it throws, and {@code ErrorReport} is the one
 * place that shows it.
 */
package dev.lanyard.host.cli;
