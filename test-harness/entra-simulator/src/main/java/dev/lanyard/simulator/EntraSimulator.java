package dev.lanyard.simulator;

import dev.lanyard.simulator.admin.AdminService;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.exchange.ExchangeService;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.fault.FaultSet;
import dev.lanyard.simulator.fault.FaultyAnswers;
import dev.lanyard.simulator.graph.GraphService;
import dev.lanyard.simulator.graph.delta.LinkRefusal;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.http.Call;
import dev.lanyard.simulator.login.AccessTokens;
import dev.lanyard.simulator.login.AppRegistration;
import dev.lanyard.simulator.login.DelegatedGrants;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.login.InstanceMetadata;
import dev.lanyard.simulator.login.LoginService;
import dev.lanyard.simulator.server.HttpsServer;
import dev.lanyard.simulator.server.PlainServer;
import dev.lanyard.simulator.stats.TrafficStats;
import dev.lanyard.simulator.tenant.Ids;
import dev.lanyard.simulator.tenant.Tenant;
import dev.lanyard.simulator.tenant.TenantGenerator;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.simulator.tenant.TenantState;
import dev.lanyard.simulator.tenant.TenantSwitch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's login and Graph v1.0 for one tenant, on a port of this machine, over TLS.
 *
 * <p>Point a client at {@link #url()}, let it trust {@link #caPem()} and give it {@link #tenantId()},
 * {@link #clientId()} and {@link #clientSecret()}. Everything that the admin protocol can do can be done here directly,
 * and {@link #tenant()} changes the data. Safe for use by many threads.
 */
public final class EntraSimulator implements AutoCloseable {

    private final SimulatorOptions options;
    private final String tenantId;
    private final String clientId;
    private final AdjustableClock clock = new AdjustableClock();
    private final TrafficStats stats = new TrafficStats();
    private final FaultSet faults;
    private final TenantSwitch tenants;
    private final HttpsServer server;
    private final AccessTokens tokens;
    private final LoginService login;
    private final InstanceMetadata metadata;
    private @Nullable PlainServer metadataServer;
    private final GraphService graph;
    private final ExchangeService exchange;
    private final AdminService admin;

    private EntraSimulator(SimulatorOptions options) {
        TenantShape shape = options.shape();
        SplittableRandom random = new SplittableRandom(~shape.seed());
        this.options = options;
        this.tenantId = Ids.next(random);
        this.clientId = Ids.next(random);
        this.faults = new FaultSet(shape.seed());
        this.tenants = new TenantSwitch(
                new Tenant(tenantId, TenantGenerator.generate(shape, tenantId), clock),
                new Tenant(tenantId, TenantGenerator.generate(TenantShape.EMPTY, tenantId), clock));
        this.server = new HttpsServer(options.port());
        this.tokens = new AccessTokens(tenantId, clientId, url(), options.roles(), clock);
        this.login = new LoginService(tenantId, clientId, options.clientSecret(), url(), tokens, tenants, clock);
        this.metadata = new InstanceMetadata(tokens, url(), clock);
        this.graph = new GraphService(url(), clientId, tenants, tokens, faults, stats, clock);
        this.exchange = new ExchangeService(url(), tenants, tokens, faults, stats);
        this.admin = new AdminService(stats, faults, tokens, login.delegated(), tenants, graph.deltaLinks());
    }

    /**
     * Starts a simulator.
     *
     * @throws IllegalArgumentException if no such tenant can be made
     */
    public static EntraSimulator start(SimulatorOptions options) {
        EntraSimulator simulator = new EntraSimulator(options);
        simulator.server.answerWith(call -> simulator.dated(simulator.answer(call)));
        return simulator;
    }

    /** Starts a simulator with a small tenant. */
    public static EntraSimulator start() {
        return start(SimulatorOptions.defaults());
    }

    /** The address of login and Graph, without a trailing slash: {@code https://localhost:PORT}. */
    public String url() {
        return "https://localhost:" + server.port();
    }

    /** The certificate to trust, as PEM. */
    public String caPem() {
        return server.certificatePem();
    }

    /** The tenant's id. */
    public String tenantId() {
        return tenantId;
    }

    /** The client id of the one application that may log in. */
    public String clientId() {
        return clientId;
    }

    /** The application's client secret. */
    public String clientSecret() {
        return options.clientSecret();
    }

    /** What the tenant knows of the application: secret, certificates, federated credentials. */
    public AppRegistration registration() {
        return login.registration();
    }

    /** Who signs in at the browser, and what becomes of it. */
    public DelegatedGrants delegated() {
        return login.delegated();
    }

    /** The managed identities of the machine that the application runs on. */
    public InstanceMetadata instanceMetadata() {
        return metadata;
    }

    /**
     * Where the machine's instance metadata service answers, without a trailing slash; started when first asked for.
     */
    public synchronized String instanceMetadataUrl() {
        PlainServer running = metadataServer;
        if (running == null) {
            running = new PlainServer(metadata::answer);
            metadataServer = running;
        }
        return running.url();
    }

    /** The tenant, to be looked into and changed. While the empty tenant is in use, that one. */
    public Tenant tenant() {
        return tenants.get();
    }

    /** The whole tenant as JSON lines, as the admin protocol tells it. */
    public List<String> state() {
        return TenantState.lines(tenant().current());
    }

    /** The traffic since the start or the last reset. */
    public TrafficStats.Snapshot stats() {
        return stats.snapshot();
    }

    /** Sets all counts to zero. */
    public void resetStats() {
        stats.reset();
    }

    /** Puts these faults in place of all earlier ones; none means all is well again. */
    public void setFaults(Fault... newFaults) {
        faults.replace(Arrays.asList(newFaults));
    }

    /** How long a change takes to be seen by reads; zero at first. */
    public void setReadLag(Duration lag) {
        tenants.setReadLag(lag);
    }

    /** The resource units that the application may spend in ten seconds; 0, as at first: by the tenant's size. */
    public void setTenantLimit(int units) {
        graph.setUnitLimit(units);
    }

    /** The share of these units that another client of the same application spends, evenly; 0 at first. */
    public void setOtherClientShare(double share) {
        graph.setOthersShare(share);
    }

    /** How links of incremental reads are refused that are too old or unknown; by their age at first. */
    public void setLinkRefusal(LinkRefusal how) {
        graph.deltaLinks().setRefusal(how);
    }

    /** Makes every link of an incremental read issued so far too old. */
    public void expireDeltaLinks() {
        graph.deltaLinks().expireAll();
    }

    /** Makes the tenant one for customers and partners (external ID, B2C), which has no incremental reads; or not. */
    public void setExternal(boolean external) {
        tenants.setExternal(external);
    }

    /** Lets guests be invited, as at first, or not: what external collaboration settings decide in a tenant. */
    public void setGuests(boolean allowed) {
        tenants.setGuests(allowed);
    }

    /** How long an entry of the audit log takes to be told; zero at first. */
    public void setAuditLag(Duration lag) {
        tenants.setAuditLag(lag);
    }

    /** Lets some entries of the logs be told later than others, by so much at the most; none at first. */
    public void setAuditLate(double share, Duration most) {
        tenants.setAuditLate(share, most);
    }

    /** Whether pages of the logs repeat entries; not at first. */
    public void setAuditRepeating(boolean repeat) {
        tenants.setAuditRepeating(repeat);
    }

    /** Whether this kind of tenant has logs at all; it has at first. */
    public void setAuditOffered(boolean offered) {
        tenants.setAuditOffered(offered);
    }

    /** How long a new user is unknown to Exchange; zero at first. */
    public void setExchangeLag(Duration lag) {
        tenants.setExchangeLag(lag);
    }

    /** The application permissions that tokens issued from now on carry. */
    public void setRoles(List<String> roles) {
        tokens.setRoles(roles);
    }

    /** The directory roles that tokens issued from now on carry; none at first. */
    public void setDirectoryRoles(DirectoryRole... roles) {
        tokens.setDirectoryRoles(Arrays.asList(roles));
    }

    /** Makes every token issued so far invalid. */
    public void expireTokens() {
        tokens.expireAll();
    }

    /** How long tokens issued from now on live. */
    public void setTokenLifetime(Duration lifetime) {
        tokens.setLifetime(lifetime);
    }

    /** Puts a tenant without users and groups in the place of the usual one, or takes it away again. */
    public void useEmptyTenant(boolean useEmpty) {
        tenants.useEmpty(useEmpty);
    }

    /** The simulator's clock, which can be set forward. */
    public AdjustableClock clock() {
        return clock;
    }

    /** Stops the servers. Closing twice is harmless. */
    @Override
    public synchronized void close() {
        server.close();
        if (metadataServer != null) {
            metadataServer.close();
        }
    }

    /** Every answer tells the time, by the simulator's own clock. */
    private Answer dated(Answer answer) {
        return answer.withHeader(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    }

    private Answer answer(Call call) {
        String path = call.rawPath();
        if (path.startsWith(AdminService.PREFIX)) {
            return admin.answer(call);
        }
        if (path.regionMatches(true, 0, "/v1.0", 0, 5) || path.startsWith("/beta")) {
            return graph.answer(call);
        }
        if (path.regionMatches(true, 0, ExchangeService.PREFIX, 0, ExchangeService.PREFIX.length())) {
            return exchange.answer(call);
        }
        return answerLogin(call);
    }

    private Answer answerLogin(Call call) {
        Optional<Fault> fault = LoginService.isTokenRequest(call.method(), call.path())
                ? faults.next(LoginService.ENDPOINT)
                : Optional.empty();
        Optional<GraphException> refusal = fault.flatMap(FaultyAnswers::refusal);
        if (refusal.isPresent()) {
            return login.failure(refusal.get());
        }
        String query = call.rawQuery() == null ? "" : call.rawQuery();
        String form = call.method().equals("POST") ? new String(call.body(), StandardCharsets.UTF_8) : query;
        Answer answer = login.answer(call.method(), call.path(), form);
        return fault.map(each -> FaultyAnswers.apply(each, answer, url())).orElse(answer);
    }

    /** Where it listens, but not the secret. */
    @Override
    public String toString() {
        return "EntraSimulator[" + url() + ", tenant " + tenantId + "]";
    }
}
