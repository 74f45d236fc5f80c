package dev.lanyard.simulator.graph;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.fault.FaultSet;
import dev.lanyard.simulator.fault.FaultyAnswers;
import dev.lanyard.simulator.graph.budget.ResourceUnits;
import dev.lanyard.simulator.graph.budget.Throttle;
import dev.lanyard.simulator.graph.call.Access;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.Operation;
import dev.lanyard.simulator.graph.call.PageTokens;
import dev.lanyard.simulator.graph.delta.DeltaLinks;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.http.Call;
import dev.lanyard.simulator.login.AccessTokens;
import dev.lanyard.simulator.login.Grants;
import dev.lanyard.simulator.odata.QueryOptions;
import dev.lanyard.simulator.stats.TrafficCount;
import dev.lanyard.simulator.stats.TrafficStats;
import dev.lanyard.simulator.tenant.AuditLog;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Graph v1.0, from the token in a call to the answer: permission, price, faults, counting. Safe for use by many
 * threads.
 */
public final class GraphService {

    private static final double SHARE_WORTH_TELLING = 0.8;

    private static final String JSON_TYPE =
            "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    private final Supplier<Tenant> tenant;
    private final AccessTokens accessTokens;
    private final FaultSet faults;
    private final TrafficStats stats;
    private final Throttle units;
    private final Throttle writes;
    private volatile int unitLimit;
    private final Router router;
    private final ErrorAnswers errors;
    private final EmptyPages emptyPages;
    private final DeltaLinks deltaLinks;
    private final String baseUrl;
    private final String clientId;

    /**
     * Puts the service together.
     *
     * @param baseUrl the address of the simulator, without a trailing slash
     * @param clientId the application whose budget is counted
     * @param tenant the tenant answered from, which may be another one from call to call
     * @param accessTokens judges tokens
     * @param faults what goes wrong
     * @param stats counts the traffic
     * @param clock the time
     */
    public GraphService(
            String baseUrl,
            String clientId,
            Supplier<Tenant> tenant,
            AccessTokens accessTokens,
            FaultSet faults,
            TrafficStats stats,
            InstantSource clock) {
        this.baseUrl = baseUrl;
        this.clientId = clientId;
        this.tenant = tenant;
        this.accessTokens = accessTokens;
        this.faults = faults;
        this.stats = stats;
        this.units = new Throttle(Throttle.UNIT_WINDOW, clock);
        this.writes = new Throttle(Throttle.WRITE_WINDOW, clock);
        this.errors = new ErrorAnswers(clock);
        PageTokens tokens = new PageTokens();
        Links links = new Links(baseUrl);
        this.emptyPages = new EmptyPages(tokens, links);
        this.deltaLinks = new DeltaLinks(links, clock);
        Batch batch = new Batch(this::answerBatched);
        Operation batchOperation = Operation.of("POST", "/$batch", 0, Set.of(), batch::answer);
        this.router =
                new Router(Api.operations(tenant, tokens, links, deltaLinks, clock, caller(clientId), batchOperation));
    }

    /** The application in whose name tokens are issued, by its service principal. */
    private static AuditLog.Initiator caller(String clientId) {
        String principal = UUID.nameUUIDFromBytes(clientId.getBytes(StandardCharsets.UTF_8))
                .toString();
        return new AuditLog.Initiator(false, principal, "Lanyard");
    }

    /** Sets the resource units of ten seconds; 0 lets the number of users decide. */
    public void setUnitLimit(int limit) {
        unitLimit = limit;
    }

    /** Lets another client of the same application spend a share of the resource units, evenly. */
    public void setOthersShare(double share) {
        units.setOthersShare(share);
    }

    /** The links of incremental reads. */
    public DeltaLinks deltaLinks() {
        return deltaLinks;
    }

    /** Answers a call that came over the wire. */
    public Answer answer(Call call) {
        String endpoint = router.name(call);
        Outcome outcome = outcome(call, endpoint);
        stats.countRequest(endpoint, outcome.count());
        return outcome.answer();
    }

    private Answer answerBatched(Call call) {
        String endpoint = router.name(call);
        Outcome outcome = outcome(call, endpoint);
        stats.countBatchedCall(endpoint, outcome.count());
        if (outcome.answer().delivery() == Answer.Delivery.NONE) {
            // Within a batch there is no connection to close; the service gives up waiting.
            GraphException late = new GraphException(504, "UnknownError", "The service did not answer in time.");
            return errors.answer(late, call, UUID.randomUUID().toString());
        }
        return outcome.answer();
    }

    private record Outcome(Answer answer, int units) {
        TrafficCount count() {
            long bytes = switch (answer.delivery()) {
                case WHOLE, STREAMED -> answer.body().length;
                case HALF -> answer.body().length / 2;
                case NONE -> 0;
            };
            return new TrafficCount(1, units, bytes, answer.status() == 429 ? 1 : 0);
        }
    }

    private Outcome outcome(Call call, String endpoint) {
        String requestId = UUID.randomUUID().toString();
        Optional<Fault> fault = faults.next(endpoint);
        int price = 0;
        Answer answer;
        try {
            Optional<GraphException> told = fault.flatMap(FaultyAnswers::refusal);
            if (told.isPresent()) {
                throw told.get();
            }
            Access access = access(call);
            Call meant = emptyPages.meant(call);
            Router.Match match = router.match(meant);
            QueryOptions query = QueryOptions.parse(meant.rawQuery());
            Directory directory = tenant.get().visible();
            price = ResourceUnits.of(match.operation(), query);
            Throttle.Charge charge = charge(price, directory, match.operation());
            access.require(match.operation().permissions());
            if (isEmptyPage(fault) && match.operation().answersPages()) {
                answer = emptyPages.before(meant);
            } else if (fault.filter(FaultyAnswers::comesBefore).isPresent()
                    && !call.method().equals("GET")) {
                answer = Answer.empty(204);
            } else {
                answer = match.operation()
                        .handler()
                        .answer(new GraphRequest(meant, match.ids(), query, access, directory));
            }
            answer = priced(typed(answer), price, charge);
        } catch (GraphException refused) {
            answer = errors.answer(refused, call, requestId);
        }
        answer = answer.withHeader("request-id", requestId)
                .withHeader("client-request-id", call.headers().getOrDefault("client-request-id", requestId));
        if (fault.isPresent()) {
            answer = FaultyAnswers.apply(fault.get(), answer, baseUrl);
        }
        return new Outcome(answer, price);
    }

    private static boolean isEmptyPage(Optional<Fault> fault) {
        return fault.isPresent() && fault.get().kind() == Fault.Kind.EMPTY_PAGE;
    }

    private Access access(Call call) {
        Grants grants = accessTokens.grants(call.header("Authorization"), baseUrl);
        return new Access(grants.permissions(), grants.directoryRoles());
    }

    private Throttle.Charge charge(int price, Directory directory, Operation operation) {
        Throttle.Charge charge = units.charge(price, unitLimit > 0 ? unitLimit : Throttle.budget(directory));
        if (price > 0 && charge.refused()) {
            throw throttled(charge, "ResourceUnitLimitExceeded");
        }
        if (operation.writes()) {
            Throttle.Charge write = writes.charge(1, Throttle.WRITES);
            if (write.refused()) {
                throw throttled(write, "WriteLimitExceeded");
            }
        }
        return charge;
    }

    private GraphException throttled(Throttle.Charge charge, String why) {
        return new GraphException(
                429,
                "Request_ThrottledTemporarily",
                "Your request is throttled temporarily. Please try after " + charge.retryAfterSeconds() + " seconds.",
                Map.of(
                        "Retry-After",
                        String.valueOf(charge.retryAfterSeconds()),
                        "x-ms-throttle-scope",
                        "Tenant_Application/ReadWrite/" + clientId + "/"
                                + tenant.get().id(),
                        "x-ms-throttle-information",
                        why));
    }

    /** JSON is never just that: its type says how much of the model is told along with it. */
    private static Answer typed(Answer answer) {
        return answer.headers().getOrDefault("Content-Type", "").equals("application/json")
                ? answer.withHeader("Content-Type", JSON_TYPE)
                : answer;
    }

    private static Answer priced(Answer answer, int units, Throttle.Charge charge) {
        if (units == 0) {
            return answer;
        }
        Answer priced = answer.withHeader("x-ms-resource-unit", String.valueOf(units));
        return charge.share() < SHARE_WORTH_TELLING
                ? priced
                : priced.withHeader(
                        "x-ms-throttle-limit-percentage", String.format(Locale.ROOT, "%.1f", charge.share()));
    }
}
