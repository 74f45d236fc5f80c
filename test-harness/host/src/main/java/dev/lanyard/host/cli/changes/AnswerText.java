package dev.lanyard.host.cli.changes;

import dev.lanyard.host.PlainLine;
import dev.lanyard.host.cli.common.JsonText;
import dev.lanyard.host.provision.Answer;
import dev.lanyard.host.provision.BulkResult;
import dev.lanyard.host.provision.OutcomeWords;
import dev.lanyard.host.provision.ResultJson;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PlannedCall;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows what came of a change: a line for people, with lines below it for what it found and planned, or JSON. */
final class AnswerText {

    private AnswerText() {}

    static void print(PrintWriter out, Answer answer) {
        ChangeResult result = answer.result();
        Outcome outcome = result.outcome();
        StringBuilder line = new StringBuilder()
                .append(OutcomeWords.word(outcome))
                .append(": ")
                .append(subject(answer));
        // Some reasons are whole sentences, but here the line goes on.
        append(line, ": ", OutcomeWords.reason(outcome).replaceFirst("\\.\\z", ""));
        append(line, "; remedy: ", OutcomeWords.remedy(outcome));
        out.println(PlainLine.of(
                line.append(" (").append(identification(answer)).append(')').toString()));
        result.values().forEach((name, value) -> out.println("  " + PlainLine.of(name + " = " + value)));
        for (Finding finding : result.findings()) {
            out.println("  " + PlainLine.of(finding.message() + "; remedy: " + finding.remedy()));
        }
        if (outcome instanceof Outcome.Planned planned) {
            planned.calls().forEach(call -> print(out, call));
            if (planned.calls().isEmpty()) {
                out.println("  nothing would be sent: it is so already");
            }
        }
    }

    private static void print(PrintWriter out, PlannedCall call) {
        out.println("  " + PlainLine.of(call.service() + ": " + call.method() + " " + call.address()));
        call.body().lines().forEach(line -> out.println("    " + line));
    }

    static Map<String, Object> json(Answer answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", word(answer.request().change()));
        json.put("subject", answer.request().change().subject());
        json.putAll(ResultJson.of(answer.result()));
        json.put("repeated", answer.fromJournal());
        return json;
    }

    /** The result of a line begins with its number. */
    static void print(PrintWriter out, BulkResult result) {
        out.print("line " + result.line() + ": ");
        result.answer().ifPresent(answer -> print(out, answer));
        if (result.answer().isEmpty()) {
            out.println("invalid: "
                    + PlainLine.of(result.problems().stream()
                            .map(problem -> problem.message() + "; remedy: " + problem.remedy())
                            .collect(Collectors.joining("; "))));
        }
    }

    static Map<String, Object> json(BulkResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("line", result.line());
        result.answer().map(AnswerText::json).ifPresent(json::putAll);
        if (result.answer().isEmpty()) {
            json.put("outcome", "invalid");
            json.put("errors", result.problems().stream().map(JsonText::of).toList());
        }
        return json;
    }

    private static String subject(Answer answer) {
        Change change = answer.request().change();
        String made = answer.result()
                .resource()
                .filter(id -> change instanceof Change.CreateResource)
                .map(id -> " " + id.text())
                .orElse("");
        return word(change) + " " + change.subject() + made;
    }

    private static String word(Change change) {
        return change.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String identification(Answer answer) {
        List<String> parts = new ArrayList<>();
        parts.add("operation " + answer.request().operation());
        answer.result().requestId().ifPresent(id -> parts.add("request " + id));
        if (answer.fromJournal()) {
            parts.add("as answered before");
        }
        return String.join(", ", parts);
    }

    private static void append(StringBuilder line, String before, String text) {
        if (!text.isEmpty()) {
            line.append(before).append(text);
        }
    }
}
