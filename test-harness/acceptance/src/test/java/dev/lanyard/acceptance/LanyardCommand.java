package dev.lanyard.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the {@code lanyard} launcher as a user would, in a process and a folder of its own. */
final class LanyardCommand {

    /** Half of what a command costs that ends in seconds is what the slow compiler does for nothing. */
    static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private static final Path LAUNCHER = House.ROOT.resolve("test-harness/lanyard");

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();

    LanyardCommand(Path folder) {
        this.folder = folder;
        with("LANYARD_JAVA_OPTS", SHORT_LIVED);
    }

    /** What a finished command has said. */
    record Outcome(int exitCode, String output, String errors) {
        String everything() {
            return output + errors;
        }
    }

    LanyardCommand with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).finish();
    }

    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return new Running(builder.start(), output, errors);
    }

    /** A command that may still be running. */
    record Running(Process process, Path output, Path errors) {

        /** As {@code kill -9}: the process gets no chance to tidy up. */
        void kill() throws InterruptedException {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }

        /** Waits for the end, not for ever. */
        Outcome finish() throws IOException, InterruptedException {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                kill();
                throw new AssertionError("the command did not end: " + outcome().everything());
            }
            return outcome();
        }

        Outcome outcome() throws IOException {
            return new Outcome(
                    process.exitValue(),
                    Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(errors, StandardCharsets.UTF_8));
        }
    }
}
