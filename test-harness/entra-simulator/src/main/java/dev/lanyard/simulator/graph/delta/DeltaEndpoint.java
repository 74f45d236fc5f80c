package dev.lanyard.simulator.graph.delta;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.PageTokens;
import dev.lanyard.simulator.graph.call.Permissions;
import dev.lanyard.simulator.graph.reading.Listing;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.odata.QueryOptions;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Incremental reads of one type: a first round that tells everything, then rounds that tell changes. */
public final class DeltaEndpoint {

    private static final int MOST_PLANS = 8;

    private final ObjectType type;
    private final String collection;
    private final Supplier<Tenant> tenant;
    private final PageTokens tokens;
    private final Links links;
    private final DeltaLinks deltaLinks;
    private final Map<String, DeltaPlan> plans = new ConcurrentHashMap<>();

    /**
     * Incremental reads of one type.
     *
     * @param type what is read
     * @param collection its name in addresses
     * @param tenant the tenant answered from, which may be another one from call to call
     * @param tokens seals what links carry
     * @param links writes addresses
     * @param deltaLinks how long links live
     */
    public DeltaEndpoint(
            ObjectType type,
            String collection,
            Supplier<Tenant> tenant,
            PageTokens tokens,
            Links links,
            DeltaLinks deltaLinks) {
        this.type = type;
        this.collection = collection;
        this.tenant = tenant;
        this.tokens = tokens;
        this.links = links;
        this.deltaLinks = deltaLinks;
    }

    /** A page of the round that the call begins or goes on with. */
    public Answer answer(GraphRequest request) {
        if (tenant.get().isExternal()) {
            throw GraphException.unsupportedQuery("Change enumeration is not supported for requested tenant.");
        }
        QueryOptions query = request.query();
        DeltaToken token;
        String deltaToken = query.get("deltatoken").orElse("");
        if (query.has("skiptoken")) {
            query.allowOnly("skiptoken");
            token = known(query.get("skiptoken").orElse(""));
        } else if (!deltaToken.isEmpty() && !deltaToken.equalsIgnoreCase("latest")) {
            query.allowOnly("deltatoken");
            token = known(deltaToken).changes(request.directory().version(), request.prefers("return=minimal"));
        } else {
            query.allowOnly("select", "filter", "deltatoken");
            token = start(request);
        }
        List<String> select =
                token.select().isEmpty() ? List.of() : List.of(token.select().split(",", -1));
        DeltaOptions options = DeltaOptions.of(type, select, token.filter(), request.access());
        if (options.links().contains(Link.MEMBERS) || options.links().contains(Link.OWNERS)) {
            request.access().require(Permissions.READ_OWNERS);
        }
        if (deltaToken.equalsIgnoreCase("latest")) {
            return page(token, new DeltaWriter(request.directory(), request.access(), options), 0);
        }
        Directory directory = tenant.get().at(token.to()).orElseThrow(() -> deltaLinks.unknown(collection));
        DeltaWriter writer = new DeltaWriter(directory, request.access(), options);
        return token.round() == DeltaToken.Round.FIRST
                ? firstRound(token, directory, options, writer)
                : laterRound(token, directory, request, options, writer);
    }

    private DeltaToken start(GraphRequest request) {
        return new DeltaToken(
                DeltaToken.Round.FIRST,
                collection,
                tenant.get().id(),
                0,
                request.directory().version(),
                0,
                deltaLinks.issued(),
                false,
                String.join(",", request.query().select()),
                request.query().get("filter").orElse(""));
    }

    private Answer firstRound(DeltaToken token, Directory directory, DeltaOptions options, DeltaWriter writer) {
        DeltaPlan plan = plan(token, directory, options);
        if (token.page() == 0) {
            for (Directory.Removal removal : directory.removals()) {
                if (removal.type() == type && options.wants(removal.id())) {
                    writer.removed(removal.id(), removal.permanent());
                }
            }
        }
        plan.page(token.page()).forEach(writer::first);
        return page(token, writer, plan.pages() - token.page() - 1);
    }

    private Answer laterRound(
            DeltaToken token, Directory directory, GraphRequest request, DeltaOptions options, DeltaWriter writer) {
        DeltaChanges changes = new DeltaChanges(type, options, tenant.get().changes(token.from(), token.to()));
        changes.write(token.page(), writer, directory, request.access(), token.minimal());
        return page(token, writer, changes.pages() - token.page() - 1);
    }

    private Answer page(DeltaToken token, DeltaWriter writer, int pagesLeft) {
        String path = "/" + collection + "/delta";
        String link = pagesLeft > 0
                ? "\"@odata.nextLink\":\""
                        + links.withOnly(
                                path,
                                "skiptoken",
                                token.onPage(token.page() + 1).seal(tokens))
                : "\"@odata.deltaLink\":\""
                        + links.withOnly(
                                path,
                                "deltatoken",
                                token.nextRound(deltaLinks.issued()).seal(tokens));
        String head = "{\"@odata.context\":\"" + links.context(collection) + "\"," + link + "\",\"value\":[";
        return Answer.json(200, Listing.assemble(head, writer.entries(), "]}"));
    }

    /** Cutting a large tenant into pages takes a moment, so the last few plans are kept. */
    private DeltaPlan plan(DeltaToken token, Directory directory, DeltaOptions options) {
        if (plans.size() > MOST_PLANS) {
            plans.clear();
        }
        boolean withMembers = options.links().contains(Link.MEMBERS);
        String key = token.tenantId() + " " + token.to() + " " + withMembers + " " + token.filter();
        return plans.computeIfAbsent(key, any -> {
            int[] slots = options.ids().isEmpty()
                    ? directory.slots(type)
                    : options.ids().stream().mapToInt(directory::slot).toArray();
            return new DeltaPlan(directory, DeltaPlan.existing(directory, type, slots), withMembers);
        });
    }

    private DeltaToken known(String sealed) {
        DeltaToken token = DeltaToken.open(tokens, sealed);
        if (!token.collection().equals(collection)) {
            throw GraphException.badRequest("The token belongs to another collection.");
        }
        if (!token.tenantId().equals(tenant.get().id())
                || token.to() > tenant.get().current().version()) {
            throw deltaLinks.unknown(collection);
        }
        deltaLinks.requireAlive(token.issued(), collection);
        return token;
    }
}
