package dev.lanyard.contract.fresh;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A second JVM, fresh when it is started, that does one task after the other. For one thread. */
public final class FreshJvm implements AutoCloseable {

    private static final String LOGGING = "dev/lanyard/contract/fresh/";

    private final Path folder;
    private final Path output;
    private final Process process;
    private final ObjectOutputStream tasks;

    private FreshJvm(Path folder) throws IOException {
        this.folder = folder;
        this.output = folder.resolve("output.log");
        this.process = new ProcessBuilder(command(folder, output))
                .redirectError(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        this.tasks = new ObjectOutputStream(process.getOutputStream());
    }

    /**
     * Starts a JVM.
     *
     * @return the JVM, which the caller closes
     */
    public static FreshJvm start() {
        try {
            return new FreshJvm(Files.createTempDirectory("lanyard-contract"));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start a second JVM", failed);
        }
    }

    /**
     * Has a task done.
     *
     * @param task what to do
     * @param patience how long it may take before it is taken to hang
     * @return what came of it
     * @throws IllegalStateException if the JVM hung or ended without a report; it is of no more use then
     */
    public FreshReport run(FreshTask task, Duration patience) {
        FutureTask<FreshReport> report = new FutureTask<>(() -> exchange(task));
        Thread waiting = new Thread(report, "contract suite: a second JVM");
        waiting.setDaemon(true);
        waiting.start();
        try {
            return report.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            throw new IllegalStateException(
                    "a second JVM had not ended its task after " + patience.toSeconds() + " s", hangs);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "a second JVM gave no report; its output ends with:\n" + lastLines(), failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a second JVM", interrupted);
        }
    }

    private FreshReport exchange(FreshTask task) {
        try {
            tasks.writeObject(task);
            tasks.flush();
            return (FreshReport) new ObjectInputStream(process.getInputStream()).readObject();
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException("a second JVM has the same classes", impossible);
        }
    }

    /**
     * Everything that was logged and printed: logs at every level, and the texts of records, cursors, counts and
     * errors.
     *
     * @return a file, which is there until this is closed
     */
    public Path output() {
        return output;
    }

    /** Every logging backend that may be on the class path is told to log everything to standard output. */
    private static List<String> command(Path folder, Path output) throws IOException {
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
                output.toString());
    }

    private String lastLines() {
        try {
            List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - 10), lines.size()).stream()
                    .collect(Collectors.joining("\n"));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + output, failed);
        }
    }

    /** Ends the JVM, and deletes its output. */
    @Override
    public void close() {
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot delete " + folder, failed);
        }
    }
}
