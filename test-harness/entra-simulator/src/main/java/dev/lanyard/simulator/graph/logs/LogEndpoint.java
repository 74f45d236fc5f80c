package dev.lanyard.simulator.graph.logs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.budget.CallBucket;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.PageTokens;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A log: newest first unless asked otherwise, forgotten after a month, or a week where nothing was paid, and answered
 * five times in ten seconds, all logs together.
 *
 * <p>A page goes on where the last one ended, counted from the first entry: what happens meanwhile makes the next page
 * repeat entries, as in any log that is read while it grows.
 *
 * @param <E> an entry
 */
public final class LogEndpoint<E> {

    /**
     * What a log is like.
     *
     * @param <E> an entry
     * @param name below {@code auditLogs/}
     * @param page how many entries are on a page unless asked otherwise
     * @param oldestFirst whether it can be told from its beginning
     * @param filter reads its filter
     * @param entries what is told now and not forgotten, newest first
     * @param writer writes an entry
     */
    record Log<E>(
            String name,
            int page,
            boolean oldestFirst,
            LogFilter<E> filter,
            BiFunction<Tenant, Instant, List<E>> entries,
            BiConsumer<E, ObjectNode> writer) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration KEPT_FREE = Duration.ofDays(7);
    private static final Duration KEPT_PREMIUM = Duration.ofDays(30);

    private final Log<E> log;
    private final Supplier<Tenant> tenant;
    private final PageTokens tokens;
    private final Links links;
    private final InstantSource clock;
    private final CallBucket bucket;

    LogEndpoint(
            Log<E> log,
            Supplier<Tenant> tenant,
            PageTokens tokens,
            Links links,
            InstantSource clock,
            CallBucket bucket) {
        this.log = log;
        this.tenant = tenant;
        this.tokens = tokens;
        this.links = links;
        this.clock = clock;
        this.bucket = bucket;
    }

    /** A page of the log. */
    public Answer list(GraphRequest request) {
        bucket.take();
        requireOffered();
        request.query().allowOnly("filter", "orderby", "top", "skiptoken");
        List<E> entries = entries(request);
        String scope =
                log.name() + "|" + request.query().get("filter").orElse("").hashCode() + "|"
                        + request.query().get("orderby").orElse("").hashCode() + "|";
        int from = from(request, scope);
        int to = Math.min(entries.size(), from + request.query().top().orElse(log.page()));
        ObjectNode body = JSON.createObjectNode();
        body.put("@odata.context", links.context("auditLogs/" + log.name()));
        if (to < entries.size()) {
            int next = tenant.get().audit().repeating() && to - from > 1 ? to - 1 : to;
            body.put("@odata.nextLink", links.withSkipToken(request.call(), tokens.seal(scope + next)));
        }
        ArrayNode values = body.putArray("value");
        entries.subList(Math.min(from, to), to).forEach(entry -> log.writer().accept(entry, values.addObject()));
        return Answer.jsonOf(200, body);
    }

    private void requireOffered() {
        boolean paid = log.name().equals("directoryAudits")
                || (tenant.get().premium() != Premium.FREE && !tenant.get().isExternal());
        if (!paid || !tenant.get().audit().offered()) {
            throw new GraphException(
                    403,
                    "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
                    "Neither tenant is B2C or tenant doesn't have premium license");
        }
    }

    private List<E> entries(GraphRequest request) {
        boolean oldestFirst =
                oldestFirst(request.query().get("orderby").orElse(log.filter().time() + " desc"));
        Instant oldest = clock.instant().minus(tenant.get().premium() == Premium.FREE ? KEPT_FREE : KEPT_PREMIUM);
        Predicate<E> wanted = log.filter().read(request.query().get("filter").orElse(""));
        List<E> entries = new ArrayList<>(log.entries().apply(tenant.get(), oldest).stream()
                .filter(entry -> log.filter().at().apply(entry).isAfter(oldest))
                .filter(wanted)
                .toList());
        if (oldestFirst) {
            Collections.reverse(entries);
        }
        return entries;
    }

    private boolean oldestFirst(String order) {
        String time = log.filter().time().toLowerCase(Locale.ROOT);
        String wanted = order.strip().toLowerCase(Locale.ROOT);
        if (log.oldestFirst() && (wanted.equals(time) || wanted.equals(time + " asc"))) {
            return true;
        } else if (wanted.equals(time + " desc")) {
            return false;
        }
        throw GraphException.unsupportedQuery("Sorting not supported for current query.");
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
}
