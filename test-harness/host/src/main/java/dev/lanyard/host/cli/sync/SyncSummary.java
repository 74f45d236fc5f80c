package dev.lanyard.host.cli.sync;

import dev.lanyard.host.PlainLine;
import dev.lanyard.host.cli.common.TextTable;
import dev.lanyard.host.cli.common.Words;
import dev.lanyard.host.sync.SyncOutcome;
import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells a person what came of a sync. */
final class SyncSummary {

    private final PrintWriter out;

    SyncSummary(PrintWriter out) {
        this.out = out;
    }

    void print(SyncOutcome outcome) {
        if (outcome.result() == SyncOutcome.Result.ACCEPTED) {
            out.println("accepted: readers now see what had been held back");
            return;
        }
        if (!outcome.kind().reason().isEmpty()) {
            out.println("everything was read: " + outcome.kind().reason());
        }
        outcome.readWhole().forEach((stream, why) -> out.println(PlainLine.of(stream + " was read whole: " + why)));
        streams(outcome);
        outcome.report()
                .skipped()
                .forEach((stream, reasons) -> out.println("skipped in " + stream + ": " + list(reasons)));
        outcome.report()
                .notices()
                .forEach((stream, notices) -> notices.forEach(notice -> {
                    out.println("notice on " + stream + ": " + PlainLine.of(notice.message()));
                    out.println("remedy: " + PlainLine.of(notice.remedy()));
                }));
        end(outcome);
    }

    private void streams(SyncOutcome outcome) {
        TextTable table = new TextTable("STREAM", "RECORDS", "SKIPPED", "REQUESTS", "UNITS", "TIME");
        outcome.streams()
                .forEach((stream, effort) -> table.row(
                        stream,
                        Words.number(effort.records()),
                        Words.number(effort.skipped()),
                        Words.number(effort.requests()),
                        Words.number(effort.resourceUnits()),
                        Words.seconds(effort.wall())));
        table.print(out);
    }

    private void end(SyncOutcome outcome) {
        String time = " in " + Words.seconds(outcome.duration());
        switch (outcome.result()) {
            case COMPLETED, ACCEPTED ->
                out.println((outcome.kind().changes() ? "changes applied" : "completed") + time + ": "
                        + list(outcome.counts()));
            case HELD -> {
                out.println("held back" + time + ", readers see what they saw before:");
                outcome.falls()
                        .forEach(fall -> out.println("  " + fall.kind() + ": " + Words.number(fall.before())
                                + " before, " + Words.number(fall.after()) + " now"));
                out.println("remedy: if this is right, run it again with --accept-fall; otherwise find out what the"
                        + " connector may no longer see, and sync again");
            }
            case CANCELLED, FAILED ->
                out.println("stopped" + time + ", readers see what they saw before; the next sync goes on from here");
        }
    }

    private static String list(Map<String, Long> numbers) {
        return numbers.isEmpty()
                ? "nothing"
                : numbers.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + Words.number(entry.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
