package dev.lanyard.host.cli.sync;

import dev.lanyard.host.store.Effort;
import dev.lanyard.host.sync.Fall;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.traffic.CallCounts;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a sync has done and cost, for programs.
 *
 * <pre>{@code
 * {"SERVICE":{"total":{"requests":…,"resourceUnits":…,"bytes":…,"throttled":…,"retried":…},"endpoints":{"GET /…":{…}}},
 *  "streams":{"STREAM":{"records":…,"skipped":…,"requests":…,"resourceUnits":…,"wallMillis":…,"cpuMillis":…,"leastRequests":…,"leastResourceUnits":…}},
 *  "peakHeapBytes":…,"read":"everything","outcome":"completed"}
 * }</pre>
 *
 * <p>There is an entry for each service that the connector calls, with what this process sent; the streams count the
 * pages of the whole run, those that were committed before it was resumed included.
 */
final class SyncStatistics {

    private SyncStatistics() {}

    static Map<String, Object> of(SyncOutcome outcome, Map<String, ServiceTraffic> traffic) {
        Map<String, Object> answer = new LinkedHashMap<>();
        traffic.forEach((service, calls) -> answer.put(service, json(calls)));
        answer.put("streams", streams(outcome));
        answer.put("peakHeapBytes", outcome.peakHeapBytes());
        answer.put("read", outcome.kind().changes() ? "changes" : "everything");
        answer.put("outcome", word(outcome));
        return answer;
    }

    /** The outcome as the answer of the command. */
    static Map<String, Object> answer(SyncOutcome outcome) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("outcome", word(outcome));
        answer.put("resumed", outcome.resumed());
        answer.put("read", outcome.kind().changes() ? "changes" : "everything");
        answer.put("because", outcome.kind().reason());
        answer.put("readWhole", outcome.readWhole());
        answer.put("durationMillis", outcome.duration().toMillis());
        answer.put("counts", outcome.counts());
        answer.put("streams", streams(outcome));
        answer.put("skipped", outcome.report().skipped());
        Map<String, Object> notices = new LinkedHashMap<>();
        outcome.report().notices().forEach((stream, all) -> notices.put(stream, notices(all)));
        answer.put("notices", notices);
        answer.put("falls", outcome.falls().stream().map(SyncStatistics::json).toList());
        answer.put("peakHeapBytes", outcome.peakHeapBytes());
        return answer;
    }

    static String word(SyncOutcome outcome) {
        return outcome.result().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> streams(SyncOutcome outcome) {
        Map<String, Object> answer = new LinkedHashMap<>();
        outcome.streams().forEach((stream, effort) -> {
            Map<String, Object> figures = json(effort);
            Optional.ofNullable(outcome.leastCosts().get(stream)).ifPresent(least -> {
                figures.put("leastRequests", least.requests());
                figures.put("leastResourceUnits", least.resourceUnits());
            });
            answer.put(stream, figures);
        });
        return answer;
    }

    private static Map<String, Object> json(Effort effort) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("records", effort.records());
        answer.put("skipped", effort.skipped());
        answer.put("requests", effort.requests());
        answer.put("resourceUnits", effort.resourceUnits());
        answer.put("wallMillis", effort.wall().toMillis());
        answer.put("cpuMillis", effort.cpu().toMillis());
        return answer;
    }

    private static Map<String, Object> json(ServiceTraffic traffic) {
        Map<String, Object> endpoints = new LinkedHashMap<>();
        traffic.endpoints().forEach((endpoint, counts) -> endpoints.put(endpoint, json(counts)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("total", json(traffic.total()));
        answer.put("endpoints", endpoints);
        return answer;
    }

    private static Map<String, Object> json(CallCounts counts) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("requests", counts.requests());
        answer.put("resourceUnits", counts.resourceUnits());
        answer.put("bytes", counts.bytes());
        answer.put("throttled", counts.throttled());
        answer.put("retried", counts.retried());
        return answer;
    }

    private static List<Map<String, String>> notices(List<Notice> notices) {
        return notices.stream()
                .map(notice -> Map.of("code", notice.code(), "message", notice.message(), "remedy", notice.remedy()))
                .toList();
    }

    private static Map<String, Object> json(Fall fall) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("kind", fall.kind());
        answer.put("before", fall.before());
        answer.put("after", fall.after());
        return answer;
    }
}
