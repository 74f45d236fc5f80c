package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.simulator.tenant.TenantShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole tenant arrives whole, and for few requests. */
class TenantExportIT {

    private static final TenantShape TENANT = new TenantShape(10_000, 2_000, 40_000, 11);

    /** What a tenant with everything in it must show somewhere among its keys. */
    private static final List<String> EVERY_KIND = List.of(
            "user/",
            "group/",
            "service-principal/",
            "#role-",
            "#default-access@group/",
            "#owner@service-principal/",
            "application/",
            "credential/",
            "provisioning-job/",
            "role/",
            "#assigned@group/",
            "#assigned@user/",
            ";eligible",
            ";temporary",
            ";scope=",
            "licence/",
            ";through=group/");

    /** And somewhere among its records. */
    private static final List<String> EVERY_STATE = List.of(
            "\"CountViolation\"",
            "\"MutuallyExclusiveViolation\"",
            "\"DependencyViolation\"",
            "\"ProhibitedInUsageLocationViolation\"",
            "\"UniquenessViolation\"",
            "\"Other\"",
            "\"ActiveWithError\"",
            "\"assignmentType\":\"Activated\"");

    @Test
    void export_holdsExactlyWhatTheTenantHolds_forFewRequests(@TempDir Path folder) throws Exception {
        try (ConnectedTenant tenant = ConnectedTenant.start(folder, TENANT)) {
            JsonNode stats = tenant.sync("tenant.db");

            Map<String, JsonNode> exported = ExpectedExport.read(tenant.export("tenant.db"));
            Map<String, JsonNode> expected =
                    ExpectedExport.of(tenant.simulator().state());
            assertThat(exported.keySet()).isEqualTo(expected.keySet());
            for (String kind : EVERY_KIND) {
                assertThat(expected.keySet()).as(kind).anyMatch(key -> key.contains(kind));
            }
            for (String state : EVERY_STATE) {
                assertThat(expected.values())
                        .as(state)
                        .anyMatch(record -> record.toString().contains(state));
            }
            assertThat(expected.keySet())
                    .as("a group that is eligible for a group")
                    .anyMatch(key -> key.matches("group/.*#member@group/.*;eligible"));
            expected.forEach(
                    (key, record) -> assertThat(exported.get(key)).as(key).isEqualTo(record));

            JsonNode graph = stats.get("graph");
            assertThat(graph.at("/total/requests").asLong()).isPositive().isLessThanOrEqualTo(250);
            JsonNode counted = new ObjectMapper().valueToTree(tenant.simulator().stats());
            assertThat(counted.get("writes").asLong()).isZero();
            assertThat(withoutRetried(graph))
                    .hasToString(((ObjectNode) counted).without("writes").toString());
        }
    }

    /** The simulator cannot tell a repeated request from a new one. */
    private static JsonNode withoutRetried(JsonNode graph) {
        JsonNode copy = graph.deepCopy();
        copy.findParents("retried").forEach(counts -> ((ObjectNode) counts).remove("retried"));
        return copy;
    }
}
