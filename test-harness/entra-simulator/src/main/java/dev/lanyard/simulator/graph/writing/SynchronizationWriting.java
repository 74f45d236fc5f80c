package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.budget.CallBucket;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Starts and pauses provisioning jobs, and lets them provision one person at once, five times in ten seconds. */
final class SynchronizationWriting {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CallBucket onDemand;

    SynchronizationWriting(InstantSource clock) {
        this.onDemand = new CallBucket(5, Duration.ofSeconds(10), clock);
    }

    /** Sets a job going or lets it rest: it has this state afterwards. */
    static Answer set(WriteCall call, String state) {
        call.tenant().setJobState(job(call).id(), state);
        return WriteCall.done();
    }

    /** What a job maps to what: one rule, for users. */
    static Answer schema(WriteCall call) {
        DirectoryObject job = job(call);
        Map<String, Object> mapping = Map.of(
                "enabled", true,
                "name", "Provision Microsoft Entra ID Users",
                "sourceObjectName", "User",
                "targetObjectName", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");
        Map<String, Object> rule = Map.of(
                "id",
                ruleId(job),
                "name",
                "USER_INBOUND_USER",
                "priority",
                1,
                "editable",
                true,
                "sourceDirectoryName",
                "Microsoft Entra ID",
                "targetDirectoryName",
                "customappsso",
                "objectMappings",
                List.of(mapping));
        return Answer.jsonOf(
                200,
                Map.of(
                        "@odata.context",
                        call.links()
                                .context("servicePrincipals('" + call.id() + "')/synchronization/jobs('" + job.id()
                                        + "')/schema/$entity"),
                        "id",
                        ruleId(job),
                        "version",
                        "v1.0",
                        "synchronizationRules",
                        List.of(rule)));
    }

    private static String ruleId(DirectoryObject job) {
        return UUID.nameUUIDFromBytes(job.id().getBytes(StandardCharsets.UTF_8)).toString();
    }

    Answer provisionOnDemand(WriteCall call) {
        onDemand.take();
        JsonNode subject = call.body().at("/parameters/0/subjects/0");
        String rule = call.body().at("/parameters/0/ruleId").asText();
        DirectoryObject job = job(call);
        if (!rule.equals(ruleId(job)) || subject.path("objectId").asText().isEmpty()) {
            throw GraphException.unknown("The parameters must name a rule of the job's schema and a subject.");
        }
        if (job.value(job.type().properties().get("status"))
                .path("code")
                .asText()
                .startsWith("Not")) {
            throw GraphException.unknown("The synchronization job has not been set up.");
        }
        DirectoryObject user = call.user(subject.path("objectId").asText());
        boolean assigned = isAssigned(call.truth(), call.id(), user);
        ObjectNode key = JSON.createObjectNode().put("result", assigned ? "Success" : "Skipped");
        ObjectNode details = key.putObject("details");
        if (!assigned) {
            details.put("errorCode", "NotEffectivelyEntitled");
            details.put("errorMessage", "The user is not assigned to the application.");
        }
        ObjectNode value = JSON.createObjectNode().put("action", assigned ? "Create" : "Other");
        value.putObject("sourceIdentity").put("id", user.id()).put("type", "User");
        value.putObject("statusInfo").put("status", assigned ? "Success" : "Skipped");
        return Answer.jsonOf(
                200,
                Map.of(
                        "@odata.context",
                        call.links().context("microsoft.graph.stringKeyStringValuePair"),
                        "key",
                        key.toString(),
                        "value",
                        value.toString()));
    }

    private static boolean isAssigned(Directory directory, String servicePrincipalId, DirectoryObject user) {
        int slot = directory.slot(user.id());
        return Arrays.stream(directory.linked(Link.ASSIGNED_TO, directory.slot(servicePrincipalId)))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .map(assignment -> String.valueOf(assignment.text("principalId")))
                .anyMatch(principal -> principal.equals(user.id())
                        || Arrays.stream(directory.linked(Link.MEMBERS, Math.max(0, directory.slot(principal))))
                                .anyMatch(member -> member == slot));
    }

    private static DirectoryObject job(WriteCall call) {
        DirectoryObject application = call.object(ObjectType.SERVICE_PRINCIPAL, call.id());
        Directory directory = call.truth();
        return Arrays.stream(directory.linked(Link.JOBS, directory.slot(application.id())))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .filter(job -> job.id().equalsIgnoreCase(call.secondId()))
                .findFirst()
                .orElseThrow(() -> GraphException.notFound(call.secondId()));
    }
}
