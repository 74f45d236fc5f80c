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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The directory's audit log: newest first unless asked otherwise, forgotten after a month, or a week where nothing was
 * paid, and answered five times in ten seconds.
 *
 * <p>A page goes on where the last one ended, counted from the newest entry: what happens meanwhile makes the next page
 * repeat entries, as in any log that is read while it grows.
 */
final class AuditEndpoint {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int DEFAULT_PAGE = 100;
    private static final Duration KEPT_FREE = Duration.ofDays(7);
    private static final Duration KEPT_PREMIUM = Duration.ofDays(30);

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
        request.query().allowOnly("filter", "orderby", "top", "skiptoken");
        List<AuditLog.Entry> entries = entries(request);
        String scope = "A|" + request.query().get("filter").orElse("").hashCode() + "|"
                + request.query().get("orderby").orElse("").hashCode() + "|";
        int from = from(request, scope);
        int to = Math.min(entries.size(), from + request.query().top().orElse(DEFAULT_PAGE));
        ObjectNode body = JSON.createObjectNode();
        body.put("@odata.context", links.context("auditLogs/directoryAudits"));
        if (to < entries.size()) {
            body.put("@odata.nextLink", links.withSkipToken(request.call(), tokens.seal(scope + to)));
        }
        ArrayNode values = body.putArray("value");
        entries.subList(Math.min(from, to), to).forEach(entry -> write(entry, values.addObject()));
        try {
            return Answer.json(200, JSON.writeValueAsBytes(body));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private List<AuditLog.Entry> entries(GraphRequest request) {
        boolean oldestFirst = oldestFirst(request.query().get("orderby").orElse("activityDateTime desc"));
        Instant oldest = clock.instant().minus(tenant.get().premium() == Premium.FREE ? KEPT_FREE : KEPT_PREMIUM);
        Predicate<AuditLog.Entry> wanted =
                AuditFilter.read(request.query().get("filter").orElse(""));
        List<AuditLog.Entry> entries = new ArrayList<>(tenant.get().audit().visible().stream()
                .filter(entry -> entry.at().isAfter(oldest))
                .filter(wanted)
                .toList());
        if (oldestFirst) {
            Collections.reverse(entries);
        }
        return entries;
    }

    private static boolean oldestFirst(String order) {
        return switch (order.strip().toLowerCase(Locale.ROOT)) {
            case "activitydatetime", "activitydatetime asc" -> true;
            case "activitydatetime desc" -> false;
            default -> throw GraphException.unsupportedQuery("Sorting not supported for current query.");
        };
    }

    private int from(GraphRequest request, String scope) {
        if (!request.query().has("skiptoken")) {
            return 0;
        }
        String content = tokens.open(request.query().get("skiptoken").orElse(""));
        if (!content.startsWith(scope)) {
            throw GraphException.badRequest("The page token belongs to another request: follow links unchanged.");
        }
        return Integer.parseInt(content.substring(scope.length()));
    }

    private static void write(AuditLog.Entry entry, ObjectNode to) {
        to.put("id", "Directory_" + entry.id());
        to.put("category", entry.category());
        to.put("correlationId", entry.id());
        to.put("result", "success");
        to.put("resultReason", "");
        to.put("activityDisplayName", entry.activity());
        to.put("activityDateTime", entry.at().toString());
        to.put("loggedByService", entry.service());
        to.put("operationType", operation(entry.activity()));
        ObjectNode application = to.putObject("initiatedBy").putNull("user").putObject("app");
        application.putNull("appId").put("displayName", "Directory administration");
        application.putNull("servicePrincipalId").putNull("servicePrincipalName");
        ArrayNode targets = to.putArray("targetResources");
        for (AuditLog.Target target : entry.targets()) {
            targets.addObject()
                    .put("id", target.id())
                    .put("type", target.type())
                    .put("displayName", target.displayName())
                    .putArray("modifiedProperties");
        }
        to.putArray("additionalDetails");
    }

    private static String operation(String activity) {
        if (activity.startsWith("Add")) {
            return "Add";
        }
        return activity.startsWith("Delete") || activity.startsWith("Hard Delete") ? "Delete" : "Update";
    }
}
