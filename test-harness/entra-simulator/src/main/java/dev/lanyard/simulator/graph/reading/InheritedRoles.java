package dev.lanyard.simulator.graph.reading;

import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the members of a group have of a directory role that was given to the group. PIM lists it beside what the group
 * has, marked as had through a group; the tenant keeps nothing of it. A few members of each group are enough to be met.
 */
final class InheritedRoles {

    private static final int MOST_MEMBERS = 5;
    private static final List<String> SCHEDULES = List.of("roleAssignmentScheduleId", "roleEligibilityScheduleId");

    private InheritedRoles() {}

    /** The instance of a schedule, and those that follow from it for the members of its principal. */
    static Stream<DirectoryObject> with(Directory directory, DirectoryObject instance) {
        DirectoryObject holder = directory.object(String.valueOf(instance.text("principalId")));
        if (holder == null || holder.type() != ObjectType.GROUP) {
            return Stream.of(instance);
        }
        return Stream.concat(
                Stream.of(instance),
                Arrays.stream(directory.linked(Link.MEMBERS, directory.slot(holder.id())))
                        .mapToObj(directory::object)
                        .filter(Objects::nonNull)
                        .sorted(Comparator.comparing(DirectoryObject::id))
                        .limit(MOST_MEMBERS)
                        .map(member -> inherited(instance, member)));
    }

    private static DirectoryObject inherited(DirectoryObject instance, DirectoryObject member) {
        String id = UUID.nameUUIDFromBytes((instance.id() + member.id()).getBytes(StandardCharsets.UTF_8))
                .toString();
        Map<String, Object> values = new LinkedHashMap<>();
        for (Property property : instance.type().properties().all()) {
            if (instance.isSet(property)) {
                values.put(property.name(), instance.value(property));
            }
        }
        values.put("principalId", member.id());
        values.put("memberType", "Group");
        SCHEDULES.stream()
                .filter(name -> instance.type().properties().find(name) != null)
                .forEach(name -> values.put(name, id));
        return DirectoryObject.of(instance.type(), id, values);
    }
}
