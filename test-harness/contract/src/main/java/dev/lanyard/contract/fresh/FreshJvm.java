package dev.lanyard.contract.fresh;

import dev.lanyard.contract.walk.RecordedWalk;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts a fresh JVM for a task and waits for its report. */
public final class FreshJvm {

    private static final String LOGGING = "dev/lanyard/contract/fresh/";

    private FreshJvm() {}

    /**
     * Runs a task.
     *
     * @param task what to do
     * @param patience how long the JVM may take before it is taken to hang
     * @param walk what this JVM has read of the same system just before
     * @return what came of it; the caller closes it
     * @throws IllegalStateException if the JVM hung or ended without a report
     */
    public static FreshRun run(FreshTask task, Duration patience, RecordedWalk walk) {
        try {
            Path folder = Files.createTempDirectory("lanyard-contract");
            try {
                return new FreshRun(task, report(task, patience, folder), walk, folder, output(folder));
            } catch (IOException | RuntimeException failed) {
                FreshRun.deleteFolder(folder);
                throw failed;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot run a second JVM", failed);
        }
    }

    /**
     * Reads feeds on, and does nothing else.
     *
     * @param task where to read on
     * @param patience how long the JVM may take before it is taken to hang
     * @return for each page of a feed the ids of its events, or how reading it failed
     */
    public static List<String> readFeedsOn(FreshTask task, Duration patience) {
        try {
            Path folder = Files.createTempDirectory("lanyard-contract");
            try {
                return report(task, patience, folder).feeds();
            } finally {
                FreshRun.deleteFolder(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot run a second JVM", failed);
        }
    }

    private static Path output(Path folder) {
        return folder.resolve("output.log");
    }

    private static FreshReport report(FreshTask task, Duration patience, Path folder) throws IOException {
        Path output = output(folder);
        Path report = folder.resolve("report");
        Process process = new ProcessBuilder(command(folder, report))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            try (ObjectOutputStream input = new ObjectOutputStream(process.getOutputStream())) {
                input.writeObject(task);
            }
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a second JVM had not ended after " + patience.toSeconds() + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a second JVM", interrupted);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || !Files.exists(report)) {
            throw new IllegalStateException("a second JVM ended with " + process.exitValue()
                    + " and without a report; its output ends with:\n" + lastLines(output));
        }
        try (ObjectInputStream written = new ObjectInputStream(Files.newInputStream(report))) {
            return (FreshReport) written.readObject();
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException("a second JVM has the same classes", impossible);
        }
    }

    /** Every logging backend that may be on the class path is told to log everything to standard output. */
    private static List<String> command(Path folder, Path report) throws IOException {
        Path javaLogging = folder.resolve("logging.properties");
        Files.writeString(javaLogging, """
                .level=ALL
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=ALL
                sun.level=INFO
                jdk.level=INFO
                """);
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:SoftRefLRUPolicyMSPerMB=0",
                "-Dlogback.configurationFile=" + LOGGING + "everything.xml",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-Djava.util.logging.config.file=" + javaLogging,
                "-cp",
                System.getProperty("java.class.path"),
                FreshMain.class.getName(),
                report.toString());
    }

    private static String lastLines(Path output) throws IOException {
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return lines.subList(Math.max(0, lines.size() - 10), lines.size()).stream()
                .collect(Collectors.joining("\n"));
    }
}
