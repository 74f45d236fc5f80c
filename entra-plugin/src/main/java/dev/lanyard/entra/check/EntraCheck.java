package dev.lanyard.entra.check;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.auth.AccessTokens;
import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.describe.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out, stream by stream, what works: one sign-in, then one row of each stream. Writes nothing.
 *
 * <p>What the token grants is compared with what the stream's descriptor asks for, so that the missing permission can
 * be named even before Graph refuses.
 */
public final class EntraCheck {

    private final AccessTokens tokens;
    private final GraphDoor door;
    private final List<StreamProbe> probes;

    @Inject
    EntraCheck(AccessTokens tokens, GraphDoor door, List<StreamProbe> probes) {
        this.tokens = tokens;
        this.door = door;
        this.probes = probes;
    }

    /**
     * Checks every stream.
     *
     * @return a status for each, in their order
     * @throws ConnectorException of kind {@code CANCELLED} only
     */
    public CheckReport run() {
        Optional<Set<String>> granted;
        try {
            granted = tokens.grantedNow();
        } catch (ConnectorException failure) {
            Finding finding = finding(failure);
            return new CheckReport(probes.stream()
                    .map(probe -> blocked(probe.stream(), List.of(finding)))
                    .toList());
        }
        return new CheckReport(
                probes.stream().map(probe -> status(probe, granted)).toList());
    }

    private CapabilityStatus status(StreamProbe probe, Optional<Set<String>> granted) {
        StreamDescriptor stream = probe.stream();
        if (probe.switchedOffBy().isPresent()) {
            return degraded(
                    stream, List.of(switchedOff(stream, probe.switchedOffBy().get())));
        }
        List<Finding> lacking = new ArrayList<>();
        boolean essential = false;
        for (Permission permission : stream.permissions()) {
            if (granted.isPresent() && permission.anyOf().stream().noneMatch(granted.get()::contains)) {
                lacking.add(lacking(permission));
                essential |= !permission.optional();
            }
        }
        if (essential) {
            return blocked(stream, lacking);
        }
        Optional<Finding> refusal = refusal(probe);
        if (refusal.isPresent()) {
            lacking.add(0, refusal.get());
            // Where nothing is essential, reading goes on without what is refused.
            return stream.permissions().stream().allMatch(Permission::optional)
                    ? degraded(stream, lacking)
                    : blocked(stream, lacking);
        }
        return lacking.isEmpty()
                ? new CapabilityStatus(stream.id(), Readiness.READY, List.of())
                : degraded(stream, lacking);
    }

    private Optional<Finding> refusal(StreamProbe probe) {
        RequestInformation request = probe.request().apply(door.requests());
        request.headers.add("Cache-Control", "no-cache");
        StreamDescriptor stream = probe.stream();
        try {
            door.read(request);
            return Optional.empty();
        } catch (ConnectorException failure) {
            Finding finding = finding(failure);
            boolean refused = failure.kind() == ErrorKind.PERMISSION
                    && !stream.permissions().isEmpty();
            return Optional.of(
                    refused
                            ? new Finding(stream.permissions().get(0).least(), finding.message(), finding.remedy())
                            : finding);
        }
    }

    private static Finding switchedOff(StreamDescriptor stream, String setting) {
        return new Finding(
                setting,
                "the stream '" + stream.id() + "' is switched off by the setting " + setting,
                "set " + setting + " to read it");
    }

    private static CapabilityStatus degraded(StreamDescriptor stream, List<Finding> findings) {
        return new CapabilityStatus(stream.id(), Readiness.DEGRADED, findings);
    }

    private static CapabilityStatus blocked(StreamDescriptor stream, List<Finding> findings) {
        return new CapabilityStatus(stream.id(), Readiness.BLOCKED, findings);
    }

    private static Finding lacking(Permission permission) {
        String others = permission.anyOf().size() == 1
                ? ""
                : " ("
                        + String.join(
                                ", ",
                                permission.anyOf().subList(1, permission.anyOf().size())) + " would do as well)";
        return new Finding(
                permission.least(),
                "the application lacks the permission " + permission.least() + ", needed " + permission.purpose(),
                "grant the application permission " + permission.least() + " to the app registration, with admin"
                        + " consent" + others);
    }

    /** The errors of this connector name the setting at fault, so that it can be found in their words. */
    private static Finding finding(ConnectorException failure) {
        if (failure.kind() == ErrorKind.CANCELLED) {
            throw failure;
        }
        String message = String.valueOf(failure.getMessage());
        String subject = settingIn(message)
                .or(() -> settingIn(failure.remedy()))
                .or(failure::serviceCode)
                .orElse("Microsoft Graph");
        return new Finding(subject, message, failure.remedy());
    }

    private static Optional<String> settingIn(String text) {
        return EntraSchema.schema().fields().stream()
                .map(ConfigField::name)
                .filter(text::contains)
                .min((one, other) -> Integer.compare(text.indexOf(one), text.indexOf(other)));
    }
}
