package dev.lanyard.simulator.graph;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.AuditLog;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The directory's audit log: newest first, filtered by time, activity and service only. */
final class AuditEndpoint {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEFAULT_PAGE = 100;
    private static final Pattern CLAUSE = Pattern.compile("(\\w+) (eq|ge|le) (\\S+|'[^']*')");

    private final Supplier<Tenant> tenant;
    private final PageTokens tokens;
    private final Links links;
    private final InstantSource clock;
    private final CallBucket bucket;

    AuditEndpoint(Supplier<Tenant> tenant, PageTokens tokens, Links links, InstantSource clock) {
        this.tenant = tenant;
        this.tokens = tokens;
        this.links = links;
        this.clock = clock;
        this.bucket = new CallBucket(5, Duration.ofSeconds(10), clock);
    }

    Answer list(GraphRequest request) {
        bucket.take();
        request.query().allowOnly("filter", "top", "skiptoken");
        Duration kept = Duration.ofDays(tenant.get().premium() == Premium.FREE ? 7 : 30);
        Instant oldest = clock.instant().minus(kept);
        Predicate<AuditLog.Entry> wanted = filter(request.query().get("filter").orElse(""));
        List<AuditLog.Entry> entries = tenant.get().audit().visible().stream()
                .filter(entry -> entry.at().isAfter(oldest))
                .filter(wanted)
                .toList();
        String token = request.query().get("skiptoken").orElse("");
        int from = token.isEmpty() ? 0 : Integer.parseInt(tokens.open(token).substring("A|".length()));
        int to = Math.min(entries.size(), from + request.query().top().orElse(DEFAULT_PAGE));
        ObjectNode body = JSON.createObjectNode();
        body.put("@odata.context", links.context("auditLogs/directoryAudits"));
        if (to < entries.size()) {
            body.put("@odata.nextLink", links.withSkipToken(request.call(), tokens.seal("A|" + to)));
        }
        ArrayNode values = body.putArray("value");
        entries.subList(Math.min(from, to), to).forEach(entry -> write(entry, values.addObject()));
        try {
            return Answer.json(200, JSON.writeValueAsBytes(body));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(AuditLog.Entry entry, ObjectNode to) {
        boolean pim = entry.activity().contains(" role") && entry.activity().contains("member");
        to.put("id", "Directory_" + entry.id());
        to.put("category", pim ? "RoleManagement" : "DirectoryManagement");
        to.put("correlationId", entry.id());
        to.put("result", "success");
        to.put("activityDisplayName", entry.activity());
        to.put("activityDateTime", entry.at().toString());
        to.put("loggedByService", "Core Directory");
        to.put("operationType", entry.activity().startsWith("Add") ? "Add" : "Update");
        ArrayNode targets = to.putArray("targetResources");
        for (AuditLog.Target target : entry.targets()) {
            targets.addObject()
                    .put("id", target.id())
                    .put("type", target.type())
                    .put("displayName", target.displayName())
                    .putArray("modifiedProperties");
        }
    }

    private static Predicate<AuditLog.Entry> filter(String text) {
        Predicate<AuditLog.Entry> all = entry -> true;
        if (text.isEmpty()) {
            return all;
        }
        for (String part : text.split(" and ", -1)) {
            Matcher clause = CLAUSE.matcher(part.strip());
            if (!clause.matches()) {
                throw GraphException.badRequest("Invalid filter clause.");
            }
            all = all.and(clause(clause.group(1), clause.group(2), clause.group(3)));
        }
        return all;
    }

    private static Predicate<AuditLog.Entry> clause(String name, String operator, String value) {
        if (name.equals("activityDateTime") && !operator.equals("eq")) {
            Instant bound = moment(value);
            return operator.equals("ge")
                    ? entry -> !entry.at().isBefore(bound)
                    : entry -> !entry.at().isAfter(bound);
        }
        if (operator.equals("eq") && value.startsWith("'")) {
            String wanted = value.substring(1, value.length() - 1);
            if (name.equals("activityDisplayName")) {
                return entry -> entry.activity().equals(wanted);
            }
            if (name.equals("loggedByService")) {
                return entry -> wanted.equals("Core Directory");
            }
        }
        throw GraphException.unsupportedQuery("The audit log cannot be filtered by '" + name + " " + operator + "'.");
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw GraphException.badRequest("Invalid value '" + text + "' for activityDateTime.");
        }
    }
}
