package dev.lanyard.simulator.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.fault.FaultSet;
import dev.lanyard.simulator.graph.delta.DeltaLinks;
import dev.lanyard.simulator.graph.delta.LinkRefusal;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.http.Call;
import dev.lanyard.simulator.login.AccessTokens;
import dev.lanyard.simulator.login.Administrator;
import dev.lanyard.simulator.login.DelegatedGrants;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.stats.TrafficStats;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.RandomChanges;
import dev.lanyard.simulator.tenant.Tenant;
import dev.lanyard.simulator.tenant.TenantState;
import dev.lanyard.simulator.tenant.TenantSwitch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the admin protocol, which needs no token and counts nowhere. */
public final class AdminService {

    /** What every address of the protocol begins with. */
    public static final String PREFIX = "/__lanyard/";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private static final int MOST_CHANGES = 100_000;

    private final TrafficStats stats;
    private final FaultSet faults;
    private final AccessTokens tokens;
    private final DelegatedGrants delegated;
    private final TenantSwitch tenant;
    private final DeltaLinks deltaLinks;

    /** A service over the parts that it shows and sets. */
    public AdminService(
            TrafficStats stats,
            FaultSet faults,
            AccessTokens tokens,
            DelegatedGrants delegated,
            TenantSwitch tenant,
            DeltaLinks deltaLinks) {
        this.stats = stats;
        this.faults = faults;
        this.tokens = tokens;
        this.delegated = delegated;
        this.tenant = tenant;
        this.deltaLinks = deltaLinks;
    }

    private record Faults(List<Fault> faults) {
        // Jackson passes null for what is not there.
        Faults {
            if ((Object) faults == null) {
                throw new IllegalArgumentException("the body needs a list named faults; DELETE clears them");
            }
        }
    }

    private record TokenSettings(long lifetimeSeconds) {}

    /** Who signs in, and with what; never shown. */
    private record SignIn(@Nullable String id, @Nullable String password) {
        @Override
        public String toString() {
            return "sign-in of " + id;
        }
    }

    /** Who sits at the browser, and what is consented to; declines without scopes. */
    private record AtTheBrowser(
            @Nullable String id,
            @Nullable String name,
            @Nullable List<String> scopes) {}

    private record Wanted(long seed, int count, @Nullable String kind) {}

    private record Settings(
            @Nullable Long readLagMillis,
            @Nullable Long auditLagMillis,
            @Nullable Double auditLateShare,
            @Nullable Long auditLateMillis,
            @Nullable Boolean auditRepeats,
            @Nullable Boolean auditOffered,
            @Nullable Long exchangeLagMillis,
            @Nullable Premium premium,
            @Nullable Boolean external,
            @Nullable Boolean guests,
            @Nullable LinkRefusal linkRefusal,
            @Nullable List<String> roles,
            @Nullable List<String> directoryRoles,
            @Nullable String tenant) {}

    /** Answers a call whose path begins with {@link #PREFIX}. */
    public Answer answer(Call call) {
        String path = call.path().substring(PREFIX.length());
        try {
            return switch (call.method() + " " + path) {
                case "GET stats" -> json(stats.snapshot());
                case "POST stats/reset" -> done(stats::reset);
                case "GET state" -> state();
                case "GET faults" -> json(new Faults(faults.faults()));
                case "POST faults" -> setFaults(JSON.readValue(call.body(), Faults.class));
                case "DELETE faults" -> done(() -> faults.replace(List.of()));
                case "POST tokens/expire" -> done(tokens::expireAll);
                case "POST delta-links/expire" -> done(deltaLinks::expireAll);
                case "POST tokens" -> setTokens(JSON.readValue(call.body(), TokenSettings.class));
                case "POST sign-in" -> signIn(JSON.readValue(call.body(), SignIn.class));
                case "POST administrator" -> sitDown(JSON.readValue(call.body(), AtTheBrowser.class));
                case "GET changes" -> json(Map.of("kinds", new RandomChanges(tenant.get(), 0).kinds()));
                case "POST changes" -> change(JSON.readValue(call.body(), Wanted.class));
                case "POST settings" -> set(JSON.readValue(call.body(), Settings.class));
                default -> problem(404, "no such admin call: " + call.method() + " " + call.path());
            };
        } catch (JsonMappingException wrong) {
            Throwable cause = wrong.getCause();
            String message =
                    cause instanceof IllegalArgumentException ? cause.getMessage() : wrong.getOriginalMessage();
            return problem(400, String.valueOf(message));
        } catch (IOException malformed) {
            return problem(400, "the body must be JSON");
        } catch (IllegalArgumentException refused) {
            return problem(400, String.valueOf(refused.getMessage()));
        }
    }

    private Answer state() {
        Directory directory = tenant.get().current();
        return Answer.streamed("application/x-ndjson", () -> TenantState.stream(directory));
    }

    private Answer setFaults(Faults body) {
        return done(() -> faults.replace(body.faults()));
    }

    private Answer setTokens(TokenSettings body) {
        return done(() -> tokens.setLifetime(Duration.ofSeconds(body.lifetimeSeconds())));
    }

    private Answer set(Settings settings) {
        String choice = settings.tenant();
        if (choice != null && !List.of("empty", "default").contains(choice)) {
            throw new IllegalArgumentException("tenant must be 'empty' or 'default'");
        }
        Long lag = settings.readLagMillis();
        if (lag != null) {
            tenant.setReadLag(Duration.ofMillis(lag));
        }
        Long auditLag = settings.auditLagMillis();
        if (auditLag != null) {
            tenant.setAuditLag(Duration.ofMillis(auditLag));
        }
        Double late = settings.auditLateShare();
        Long latest = settings.auditLateMillis();
        if ((late == null) != (latest == null)) {
            throw new IllegalArgumentException("auditLateShare and auditLateMillis belong together: give both");
        }
        if (late != null && latest != null) {
            tenant.setAuditLate(late, Duration.ofMillis(latest));
        }
        Boolean repeats = settings.auditRepeats();
        if (repeats != null) {
            tenant.setAuditRepeating(repeats);
        }
        Boolean offered = settings.auditOffered();
        if (offered != null) {
            tenant.setAuditOffered(offered);
        }
        Long exchangeLag = settings.exchangeLagMillis();
        if (exchangeLag != null) {
            tenant.setExchangeLag(Duration.ofMillis(exchangeLag));
        }
        Premium premium = settings.premium();
        if (premium != null) {
            tenant.setPremium(premium);
        }
        Boolean external = settings.external();
        if (external != null) {
            tenant.setExternal(external);
        }
        Boolean guests = settings.guests();
        if (guests != null) {
            tenant.setGuests(guests);
        }
        LinkRefusal linkRefusal = settings.linkRefusal();
        if (linkRefusal != null) {
            deltaLinks.setRefusal(linkRefusal);
        }
        List<String> roles = settings.roles();
        if (roles != null) {
            tokens.setRoles(roles);
        }
        List<String> directoryRoles = settings.directoryRoles();
        if (directoryRoles != null) {
            tokens.setDirectoryRoles(
                    directoryRoles.stream().map(DirectoryRole::named).toList());
        }
        if (choice != null) {
            tenant.useEmpty(choice.equals("empty"));
        }
        return done(() -> {});
    }

    private Answer signIn(SignIn body) {
        String id = body.id();
        String password = body.password();
        if (id == null || password == null) {
            throw new IllegalArgumentException("the body needs an id and a password");
        }
        Tenant current = tenant.get();
        boolean exists = current.current().object(id) != null;
        return json(Map.of("signedIn", exists && current.passwords().matches(id, password)));
    }

    private Answer sitDown(AtTheBrowser body) {
        String id = body.id();
        String name = body.name();
        List<String> scopes = body.scopes();
        if (id == null || name == null) {
            throw new IllegalArgumentException("the body needs an id and a name, and scopes to consent to");
        }
        delegated.signIn(new Administrator(id, name, scopes == null ? List.of() : scopes));
        if (scopes == null) {
            delegated.decline();
        }
        return done(() -> {});
    }

    private Answer change(Wanted body) {
        String kind = body.kind();
        if (kind != null) {
            return done(() -> new RandomChanges(tenant.get(), body.seed()).make(kind));
        }
        if (body.count() < 1 || body.count() > MOST_CHANGES) {
            throw new IllegalArgumentException("count must be between 1 and " + MOST_CHANGES);
        }
        return done(() -> new RandomChanges(tenant.get(), body.seed()).make(body.count()));
    }

    private static Answer done(Runnable action) {
        action.run();
        return Answer.empty(204);
    }

    private static Answer problem(int status, String message) {
        return json(status, Map.of("error", message));
    }

    private static Answer json(Object body) {
        return json(200, body);
    }

    private static Answer json(int status, Object body) {
        try {
            return Answer.json(status, JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an admin answer must be writable as JSON", impossible);
        }
    }
}
