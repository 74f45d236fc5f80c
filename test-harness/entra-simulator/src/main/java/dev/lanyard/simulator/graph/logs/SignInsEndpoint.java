package dev.lanyard.simulator.graph.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.simulator.graph.budget.CallBucket;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.PageTokens;
import dev.lanyard.simulator.tenant.SignInLog.Entry;
import dev.lanyard.simulator.tenant.Tenant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The log of sign-ins, interactive and federated, for who has bought P1 or P2: newest first only. */
public final class SignInsEndpoint {

    private static final LogFilter<Entry> FILTER = new LogFilter<>(
            "createdDateTime",
            Entry::at,
            Map.of(
                    "userId", Entry::user,
                    "userPrincipalName", Entry::userPrincipalName,
                    "appId", Entry::appId,
                    "appDisplayName", Entry::appName),
            Set.of("userPrincipalName", "appDisplayName"),
            Optional.empty());

    private SignInsEndpoint() {}

    /** The log of the tenant in use, whose calls are counted in this bucket. */
    public static LogEndpoint<Entry> of(
            Supplier<Tenant> tenant, PageTokens tokens, Links links, InstantSource clock, CallBucket bucket) {
        LogEndpoint.Log<Entry> log = new LogEndpoint.Log<>(
                "signIns",
                1_000,
                false,
                FILTER,
                (source, oldest) -> source.signIns().visible(oldest),
                SignInsEndpoint::write);
        return new LogEndpoint<>(log, tenant, tokens, links, clock, bucket);
    }

    private static void write(Entry entry, ObjectNode to) {
        to.put("id", entry.id());
        to.put("createdDateTime", entry.at().toString());
        to.put("userDisplayName", entry.userPrincipalName());
        to.put("userPrincipalName", entry.userPrincipalName());
        to.put("userId", entry.user());
        to.put("appId", entry.appId());
        to.put("appDisplayName", entry.appName());
        to.put("ipAddress", "192.0.2.44");
        to.put("clientAppUsed", "Browser");
        to.put("correlationId", entry.id());
        to.put("conditionalAccessStatus", "notApplied");
        to.put("isInteractive", entry.interactive());
        to.put("resourceDisplayName", entry.appName());
        to.putNull("resourceId");
        ObjectNode status = to.putObject("status").put("errorCode", entry.errorCode());
        if (entry.errorCode() == 0) {
            status.put("failureReason", "Other.").putNull("additionalDetails");
        } else {
            status.put("failureReason", "Invalid username or password.").putNull("additionalDetails");
        }
    }
}
