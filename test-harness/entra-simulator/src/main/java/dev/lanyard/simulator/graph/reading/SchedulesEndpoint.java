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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists PIM's schedules of directory roles and of groups, those that have yet to begin included. They are told from
 * their instances, of which the tenant keeps one for each.
 */
public final class SchedulesEndpoint {

    private final Supplier<Tenant> tenant;
    private final Links links;

    /** Schedules of the tenant in use. */
    public SchedulesEndpoint(Supplier<Tenant> tenant, Links links) {
        this.tenant = tenant;
        this.links = links;
    }

    /**
     * What schedules of a kind are like.
     *
     * @param instances the type of their instances
     * @param collection where they are listed
     * @param id the property of an instance that names its schedule
     * @param shared what a schedule and its instance have in common
     */
    private record Kind(ObjectType instances, String collection, String id, List<String> shared) {

        static Kind of(ObjectType instances) {
            String roles = "roleManagement/directory/";
            String groups = "identityGovernance/privilegedAccess/group/";
            List<String> ofRole =
                    List.of("principalId", "roleDefinitionId", "directoryScopeId", "appScopeId", "memberType");
            List<String> ofGroup = List.of("principalId", "groupId", "accessId", "memberType");
            return switch (instances) {
                case ROLE_ELIGIBILITY_INSTANCE ->
                    new Kind(instances, roles + "roleEligibilitySchedules", "roleEligibilityScheduleId", ofRole);
                case ROLE_ASSIGNMENT_INSTANCE ->
                    new Kind(
                            instances, roles + "roleAssignmentSchedules", "roleAssignmentScheduleId", withType(ofRole));
                case GROUP_ELIGIBILITY_INSTANCE ->
                    new Kind(instances, groups + "eligibilitySchedules", "eligibilityScheduleId", ofGroup);
                case GROUP_ASSIGNMENT_INSTANCE ->
                    new Kind(instances, groups + "assignmentSchedules", "assignmentScheduleId", withType(ofGroup));
                default -> throw new IllegalArgumentException("no schedules behind " + instances);
            };
        }

        /** The instances that PIM tells of where the tenant keeps this one. */
        Stream<DirectoryObject> told(Directory directory, DirectoryObject instance) {
            return shared.contains("roleDefinitionId") ? InheritedRoles.with(directory, instance) : Stream.of(instance);
        }

        private static List<String> withType(List<String> shared) {
            return Stream.concat(shared.stream(), Stream.of("assignmentType")).toList();
        }
    }

    /** The schedules behind instances of this type. */
    public Operation.Handler of(ObjectType instances) {
        Kind kind = Kind.of(instances);
        return request -> {
            request.query().allowOnly("filter");
            Directory directory = request.directory();
            Optional<Filter> filter = request.query().get("filter").map(text -> FilterReader.read(instances, text));
            List<Map<String, @Nullable Object>> value = Arrays.stream(directory.slots(instances))
                    .mapToObj(directory::object)
                    .filter(Objects::nonNull)
                    .flatMap(instance -> kind.told(directory, instance))
                    .filter(instance -> filter.isEmpty() || filter.get().test(instance))
                    .map(instance -> told(instance, kind))
                    .toList();
            return Answer.jsonOf(200, Map.of("@odata.context", links.context(kind.collection()), "value", value));
        };
    }

    private Map<String, @Nullable Object> told(DirectoryObject instance, Kind kind) {
        Map<String, @Nullable Object> schedule = new LinkedHashMap<>();
        schedule.put("id", instance.text(kind.id()));
        kind.shared()
                .forEach(name -> schedule.put(
                        name, instance.value(instance.type().properties().get(name))));
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
