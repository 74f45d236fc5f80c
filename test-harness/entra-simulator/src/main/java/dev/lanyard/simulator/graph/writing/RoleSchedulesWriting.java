package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.RoleScope;
import dev.lanyard.simulator.tenant.Term;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives directory roles, or the right to activate them, through PIM and within its rules. */
final class RoleSchedulesWriting {

    private final boolean eligible;
    private final ObjectType instances;
    private final String collection;

    /** Of roles that are held, or of roles that can be activated. */
    RoleSchedulesWriting(boolean eligible) {
        this.eligible = eligible;
        this.instances = eligible ? ObjectType.ROLE_ELIGIBILITY_INSTANCE : ObjectType.ROLE_ASSIGNMENT_INSTANCE;
        this.collection = "roleManagement/directory/"
                + (eligible ? "roleEligibilityScheduleRequests" : "roleAssignmentScheduleRequests");
    }

    Answer create(WriteCall call) {
        ScheduleRequest request = ScheduleRequest.of(call);
        DirectoryObject role = RoleAssignmentsWriting.role(call, request.body());
        DirectoryObject principal = RoleAssignmentsWriting.principal(call, request.body());
        RoleScope scope = RoleAssignmentsWriting.scope(call, request.body());
        Optional<DirectoryObject> known = RoleAssignmentsWriting.find(call.truth(), instances, role, principal, scope);
        if (request.assigns() && known.isPresent()) {
            throw ScheduleRequest.exists();
        }
        if (!request.assigns() && known.isEmpty()) {
            throw ScheduleRequest.missing();
        }
        if (request.removes()) {
            if (!eligible) {
                known.ifPresent(instance -> RoleAssignmentsWriting.requireAnotherAdministrator(call, instance));
            }
            if (!request.validationOnly()) {
                known.ifPresent(instance -> call.tenant().end(instance.id()));
            }
            return request.answer(collection, null);
        }
        Term term = request.term(limit(call.truth(), role), !eligible);
        String schedule = known.map(this::scheduleId).orElse(null);
        if (!request.validationOnly()) {
            if (known.isPresent()) {
                Map<String, @Nullable Object> end = new HashMap<>();
                end.put("endDateTime", term.end());
                call.tenant().update(known.get().id(), end);
            } else {
                schedule = give(call, role, principal, scope, term);
            }
        }
        return request.answer(collection, schedule);
    }

    private String give(WriteCall call, DirectoryObject role, DirectoryObject principal, RoleScope scope, Term term) {
        DirectoryObject[] made = new DirectoryObject[1];
        call.tenant()
                .change(edit -> made[0] = eligible
                        ? edit.access().makeEligible(role.id(), principal.id(), scope, term)
                        : edit.access()
                                .assignRole(role.id(), principal.id(), scope, term)
                                .get(1));
        return scheduleId(made[0]);
    }

    private String scheduleId(DirectoryObject instance) {
        return String.valueOf(instance.text(eligible ? "roleEligibilityScheduleId" : "roleAssignmentScheduleId"));
    }

    /** What the role's rules say about administrators who give it. */
    private ScheduleRequest.Limit limit(Directory directory, DirectoryObject role) {
        String rule = eligible ? "Expiration_Admin_Eligibility" : "Expiration_Admin_Assignment";
        return Arrays.stream(directory.slots(ObjectType.ROLE_POLICY_ASSIGNMENT))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .filter(policy -> role.id().equals(policy.text("roleDefinitionId")))
                .map(policy -> limit(policy.value(policy.type().properties().get("policy")), rule))
                .findFirst()
                .orElse(new ScheduleRequest.Limit(false, "P365D"));
    }

    private static ScheduleRequest.Limit limit(JsonNode policy, String id) {
        for (JsonNode rule : policy.path("rules")) {
            if (rule.path("id").asText().equals(id)) {
                return new ScheduleRequest.Limit(
                        rule.path("isExpirationRequired").asBoolean(),
                        rule.path("maximumDuration").asText());
            }
        }
        return new ScheduleRequest.Limit(false, "P365D");
    }
}
