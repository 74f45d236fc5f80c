package dev.lanyard.contract.fresh;

import dev.lanyard.contract.walk.RecordedWalk;
import java.nio.file.Path;

/**
 * What a fresh JVM made of a plugin.
 *
 * @param report what it found out
 * @param walk what the first JVM had read of the same system just before
 * @param output the file with everything that it logged and printed
 */
public record FreshRun(FreshReport report, RecordedWalk walk, Path output) {}
