package dev.lanyard.simulator.graph.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.simulator.graph.budget.CallBucket;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.PageTokens;
import dev.lanyard.simulator.tenant.AuditLog;
import dev.lanyard.simulator.tenant.AuditLog.Entry;
import dev.lanyard.simulator.tenant.AuditLog.Initiator;
import dev.lanyard.simulator.tenant.AuditLog.Target;
import dev.lanyard.simulator.tenant.Tenant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The directory's audit log: who changed what. */
public final class AuditEndpoint {

    private static final LogFilter<Entry> FILTER = new LogFilter<>(
            "activityDateTime",
            Entry::at,
            Map.of(
                    "activityDisplayName",
                    Entry::activity,
                    "loggedByService",
                    Entry::service,
                    "correlationId",
                    Entry::id,
                    "initiatedBy/user/id",
                    entry -> entry.by().user() ? entry.by().id() : null),
            Set.of("activityDisplayName"),
            Optional.of(entry -> entry.targets().stream().map(Target::id).toList()));

    private AuditEndpoint() {}

    /** The log of the tenant in use, whose calls are counted in this bucket. */
    public static LogEndpoint<Entry> of(
            Supplier<Tenant> tenant, PageTokens tokens, Links links, InstantSource clock, CallBucket bucket) {
        LogEndpoint.Log<Entry> log = new LogEndpoint.Log<>(
                "directoryAudits",
                100,
                true,
                FILTER,
                (source, oldest) -> source.audit().visible(),
                AuditEndpoint::write);
        return new LogEndpoint<>(log, tenant, tokens, links, clock, bucket);
    }

    private static void write(Entry entry, ObjectNode to) {
        to.put("id", "Directory_" + entry.id());
        to.put("category", entry.category());
        to.put("correlationId", entry.id());
        to.put("result", "success");
        to.put("resultReason", "");
        to.put("activityDisplayName", entry.activity());
        to.put("activityDateTime", entry.at().toString());
        to.put("loggedByService", entry.service());
        to.put("operationType", operation(entry.activity()));
        write(entry.by(), to.putObject("initiatedBy"));
        ArrayNode targets = to.putArray("targetResources");
        entry.targets().forEach(target -> write(target, targets.addObject()));
        to.putArray("additionalDetails");
    }

    private static void write(Initiator by, ObjectNode to) {
        if (by.user()) {
            to.putNull("app");
            ObjectNode user = to.putObject("user").put("id", by.id());
            user.putNull("displayName").put("userPrincipalName", by.name()).put("ipAddress", "192.0.2.17");
            user.putNull("userType").putNull("homeTenantId").putNull("homeTenantName");
        } else {
            to.putNull("user");
            ObjectNode program = to.putObject("app").putNull("appId").put("displayName", by.name());
            program.put("servicePrincipalId", by.id()).putNull("servicePrincipalName");
        }
    }

    private static void write(Target target, ObjectNode to) {
        to.put("id", target.id());
        to.put("type", target.type());
        to.put("displayName", target.displayName());
        to.put("userPrincipalName", target.userPrincipalName());
        to.put("groupType", target.type().equals("Group") ? "unknownFutureValue" : null);
        ArrayNode modified = to.putArray("modifiedProperties");
        for (AuditLog.Modified property : target.modified()) {
            modified.addObject()
                    .put("displayName", property.name())
                    .put("oldValue", property.before())
                    .put("newValue", property.after());
        }
    }

    private static String operation(String activity) {
        if (activity.startsWith("Add")) {
            return "Add";
        }
        return activity.startsWith("Delete") || activity.startsWith("Hard Delete") ? "Delete" : "Update";
    }
}
