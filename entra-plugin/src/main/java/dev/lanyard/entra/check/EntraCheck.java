package dev.lanyard.entra.check;

import dev.lanyard.entra.auth.AccessTokens;
import dev.lanyard.entra.auth.TokenClaims;
import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.config.ExchangePermissions;
import dev.lanyard.entra.config.GraphPermissions;
import dev.lanyard.entra.config.Licence;
import dev.lanyard.entra.exchange.ExchangeGrants;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.http.ServerClock;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.NeededPermission;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what works: one sign-in for each service, then a row of each list that is read, all in a batch and what
 * follows from it in another. Writes nothing, and asks nothing about changes.
 *
 * <p>What the tokens grant is compared with what the descriptors ask for and the settings want besides, so that the
 * missing permission can be named even before Graph refuses.
 */
public final class EntraCheck {

    private static final Permission PIM =
            new Permission(GraphPermissions.ROLE_ELIGIBILITY, "to see whether the tenant has PIM", true);

    private final EntraSettings settings;
    private final AccessTokens tokens;
    private final Optional<ExchangeGrants> exchange;
    private final GraphDoor door;
    private final CheckedParts parts;
    private final ServerClock clock;
    private final HostServices host;

    @Inject
    EntraCheck(
            EntraSettings settings,
            AccessTokens tokens,
            Optional<ExchangeGrants> exchange,
            GraphDoor door,
            CheckedParts parts,
            ServerClock clock,
            HostServices host) {
        this.settings = settings;
        this.tokens = tokens;
        this.exchange = exchange;
        this.door = door;
        this.parts = parts;
        this.clock = clock;
        this.host = host;
    }

    /**
     * Checks every stream, feed, setting, change and action.
     *
     * @return a status for each, in their order
     * @throws ConnectorException of kind {@code CANCELLED} only
     */
    public CheckReport run() {
        TokenClaims graph;
        try {
            graph = tokens.grantedNow();
        } catch (ConnectorException failure) {
            return withoutToken(List.of(Findings.of(unlessCancelled(failure))));
        }
        Granted granted = granted(graph);
        Questions questions = new Questions(door);
        Map<CapabilityProbe, Probing> probings = new LinkedHashMap<>();
        parts.switchedOn()
                .forEach(probe ->
                        probings.put(probe, new Probing(door.requests(), questions, granted, probe.permissions())));
        probings.forEach((probe, probing) -> probe.questions().accept(probing));
        Probing licences = licences(questions, granted);
        OwnCredential credential = new OwnCredential(settings.signIn());
        Instant now = host.clock().instant();
        credential.ask(door.requests(), questions, granted, now);
        questions.askAll();

        Set<Licence> missing = EnumSet.noneOf(Licence.class);
        missing.addAll(licences.missing());
        probings.values().forEach(probing -> missing.addAll(probing.missing()));
        List<Finding> observations = new ArrayList<>();
        ClockFinding.of(clock.behind(), graph.validFrom(), now).ifPresent(observations::add);
        credential.finding().ifPresent(observations::add);
        granted.names().ifPresent(names -> observations.addAll(parts.wider(names, !graph.delegated())));
        return new CheckReport(
                parts.probes().stream()
                        .map(probe -> status(probe, Optional.ofNullable(probings.get(probe))))
                        .toList(),
                parts.changes().stream()
                        .map(change -> change.status(granted, missing))
                        .toList(),
                parts.feeds().stream()
                        .map(probe -> status(probe, Optional.ofNullable(probings.get(probe))))
                        .toList(),
                parts.settings().stream()
                        .map(setting -> setting.status(granted, missing))
                        .toList(),
                observations,
                parts.toRead(granted.names()),
                parts.toChange(granted.names()).stream()
                        .map(needed -> asKnown(needed, granted))
                        .toList());
    }

    /** What reading needs no licence for may need one to change, which no stream asks for where it is switched off. */
    private Probing licences(Questions questions, Granted granted) {
        Probing licences = new Probing(door.requests(), questions, granted, List.of());
        if (parts.changes().stream().anyMatch(change -> change.licence().isPresent())) {
            licences.ask(
                    PIM,
                    door.requests()
                            .roleEligibilityInstances()
                            .toGetRequestInformation(request -> request.queryParameters.select = new String[] {"id"}));
        }
        return licences;
    }

    private Granted granted(TokenClaims graph) {
        try {
            return new Granted(graph, exchange.map(ExchangeGrants::grantedNow), Optional.empty());
        } catch (ConnectorException failure) {
            return new Granted(graph, Optional.empty(), Optional.of(unlessCancelled(failure)));
        }
    }

    /** Without a token for Exchange, nobody knows what it grants. */
    private static NeededPermission asKnown(NeededPermission needed, Granted granted) {
        boolean unknown = needed.name().equals(ExchangePermissions.MANAGE.least())
                && granted.has(ExchangePermissions.MANAGE).isEmpty();
        return unknown
                ? new NeededPermission(needed.name(), needed.capabilities(), needed.optional(), Optional.empty())
                : needed;
    }

    private CheckReport withoutToken(List<Finding> findings) {
        return new CheckReport(
                parts.probes().stream()
                        .map(probe -> blocked(probe.capability(), findings))
                        .toList(),
                parts.changes().stream().map(change -> change.blocked(findings)).toList(),
                parts.feeds().stream()
                        .map(probe -> blocked(probe.capability(), findings))
                        .toList(),
                parts.settings().stream()
                        .map(setting -> blocked(setting.setting(), findings))
                        .toList(),
                ClockFinding.of(clock.behind(), Optional.empty(), host.clock().instant()).stream()
                        .toList(),
                parts.toRead(Optional.empty()),
                parts.toChange(Optional.empty()));
    }

    private static CapabilityStatus blocked(String capability, List<Finding> findings) {
        return new CapabilityStatus(capability, Readiness.BLOCKED, findings);
    }

    /** What is switched off was not asked about. */
    private static CapabilityStatus status(CapabilityProbe probe, Optional<Probing> probing) {
        return probing.map(asked -> asked.status(probe.capability()))
                .orElseGet(() -> new CapabilityStatus(
                        probe.capability(),
                        Readiness.OFF,
                        List.of(Findings.switchedOff(
                                probe.capability(), probe.switchedOffBy().orElseThrow()))));
    }

    private static ConnectorException unlessCancelled(ConnectorException failure) {
        if (failure.kind() == ErrorKind.CANCELLED) {
            throw failure;
        }
        return failure;
    }
}
