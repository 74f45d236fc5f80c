package dev.lanyard.simulator.graph.reading;

import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.Operation;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.odata.Filter;
import dev.lanyard.simulator.odata.FilterReader;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lists PIM's schedules of directory roles, those that have yet to begin included. They are told from their instances,
 * of which the tenant keeps one for each.
 */
public final class RoleSchedulesEndpoint {

    private static final List<String> SHARED =
            List.of("principalId", "roleDefinitionId", "directoryScopeId", "appScopeId", "memberType");

    private final Supplier<Tenant> tenant;
    private final Links links;

    /** Schedules of the tenant in use. */
    public RoleSchedulesEndpoint(Supplier<Tenant> tenant, Links links) {
        this.tenant = tenant;
        this.links = links;
    }

    /** The schedules behind instances of this type. */
    public Operation.Handler of(ObjectType instances) {
        boolean eligible = instances == ObjectType.ROLE_ELIGIBILITY_INSTANCE;
        String collection =
                "roleManagement/directory/" + (eligible ? "roleEligibilitySchedules" : "roleAssignmentSchedules");
        return request -> {
            request.query().allowOnly("filter");
            Directory directory = request.directory();
            Optional<Filter> filter = request.query().get("filter").map(text -> FilterReader.read(instances, text));
            List<Map<String, @Nullable Object>> value = Arrays.stream(directory.slots(instances))
                    .mapToObj(directory::object)
                    .filter(Objects::nonNull)
                    .flatMap(instance -> InheritedRoles.with(directory, instance))
                    .filter(instance -> filter.isEmpty() || filter.get().test(instance))
                    .map(instance -> told(instance, eligible))
                    .toList();
            return Answer.jsonOf(200, Map.of("@odata.context", links.context(collection), "value", value));
        };
    }

    private Map<String, @Nullable Object> told(DirectoryObject instance, boolean eligible) {
        Map<String, @Nullable Object> schedule = new LinkedHashMap<>();
        schedule.put("id", instance.text(eligible ? "roleEligibilityScheduleId" : "roleAssignmentScheduleId"));
        SHARED.forEach(name -> schedule.put(name, instance.text(name)));
        if (!eligible) {
            schedule.put("assignmentType", instance.text("assignmentType"));
        }
        schedule.put("status", "Provisioned");
        schedule.put("createdUsing", schedule.get("id"));
        schedule.put("modifiedDateTime", tenant.get().now());
        String end = instance.text("endDateTime");
        Map<String, @Nullable Object> expiration = new LinkedHashMap<>();
        expiration.put("type", end == null ? "noExpiration" : "afterDateTime");
        expiration.put("endDateTime", end);
        expiration.put("duration", null);
        Map<String, @Nullable Object> term = new LinkedHashMap<>();
        term.put("startDateTime", instance.text("startDateTime"));
        term.put("recurrence", null);
        term.put("expiration", expiration);
        schedule.put("scheduleInfo", term);
        return schedule;
    }
}
