package dev.lanyard.host.provision;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.OperationId;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks for the changes of a file, some hundred at a time. A line that gives itself no operation id has that of the run
 * and its number, so that repeating a run that was cut off does what is missing. For one thread.
 */
public final class BulkRun {

    /** Enough for what a system takes together, and little enough to see how it gets on. */
    private static final int TOGETHER = 200;

    /** An operation id has 64 at most; a hyphen and the number of a line have to fit behind it. */
    private static final int LONGEST_ID = 50;

    /** A line that waits for its result. */
    private record Waiting(long line, Optional<ChangeRequest> request, List<Problem> problems) {}

    private final ChangeReader reader;
    private final Function<List<ChangeRequest>, List<Answer>> engine;
    private final OperationId operation;
    private final boolean dryRun;
    private final Consumer<BulkResult> results;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Set<OperationId> operations = new HashSet<>();

    /**
     * Prepares a run.
     *
     * @param reader makes changes of lines
     * @param engine carries changes out
     * @param operation the id of the run, of 50 characters at most
     * @param dryRun whether only to say which calls would be sent
     * @param results hears what each line came to, in the order of the lines
     * @throws InvalidFormException if the id is too long
     */
    public BulkRun(
            ChangeReader reader,
            Function<List<ChangeRequest>, List<Answer>> engine,
            OperationId operation,
            boolean dryRun,
            Consumer<BulkResult> results) {
        if (operation.value().length() > LONGEST_ID) {
            throw new InvalidFormException(
                    "the operation id of a file must have " + LONGEST_ID + " characters at most",
                    "take a shorter one: the number of each line is put behind it");
        }
        this.reader = reader;
        this.engine = engine;
        this.operation = operation;
        this.dryRun = dryRun;
        this.results = results;
    }

    /**
     * Runs through a file.
     *
     * @param lines its lines
     * @param format how they are written
     * @param cancellation ends it before the next lines are asked for; the same one should govern the connector
     * @throws IOException if the file cannot be read any further; what was read by then may be done
     * @throws HostException if the first line of a table names no columns, or no record can be kept
     */
    public void run(BufferedReader lines, BulkFormat format, Cancellation cancellation) throws IOException {
        long number = 0;
        BulkParser parser = new JsonLines();
        if (format == BulkFormat.CSV) {
            number = 1;
            parser = new CsvLines(Optional.ofNullable(lines.readLine()).orElse(""));
        }
        String line = lines.readLine();
        while (line != null && !cancellation.isCancelled()) {
            number++;
            if (!line.isBlank()) {
                add(parser.parse(number, line));
            }
            line = lines.readLine();
        }
        if (!cancellation.isCancelled()) {
            flush();
        }
    }

    private void add(BulkLine line) {
        Waiting next = read(line);
        // The journal answers a repeated operation once the first is in it.
        boolean repeated = next.request()
                .filter(request -> !operations.add(request.operation()))
                .isPresent();
        if (repeated || waiting.size() >= TOGETHER) {
            flush();
            next.request().ifPresent(request -> operations.add(request.operation()));
        }
        waiting.add(next);
    }

    private Waiting read(BulkLine line) {
        if (line.form().isEmpty()) {
            return new Waiting(line.number(), Optional.empty(), line.problems());
        }
        try {
            Change change = reader.read(line.form().get(), Optional.empty());
            OperationId id = line.operation().orElse(new OperationId(operation + "-" + line.number()));
            return new Waiting(line.number(), Optional.of(new ChangeRequest(id, change, dryRun)), List.of());
        } catch (HostException wrong) {
            return new Waiting(line.number(), Optional.empty(), wrong.problems());
        }
    }

    private void flush() {
        List<ChangeRequest> requests =
                waiting.stream().flatMap(each -> each.request().stream()).toList();
        Iterator<Answer> answers = engine.apply(requests).iterator();
        for (Waiting each : waiting) {
            Optional<Answer> answer = each.request().map(request -> answers.next());
            results.accept(new BulkResult(each.line(), answer, each.problems()));
        }
        waiting.clear();
        operations.clear();
    }
}
