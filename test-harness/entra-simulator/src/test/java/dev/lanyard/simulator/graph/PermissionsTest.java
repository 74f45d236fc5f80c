package dev.lanyard.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.GraphClient;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.Operation;
import dev.lanyard.simulator.graph.call.PageTokens;
import dev.lanyard.simulator.graph.delta.DeltaLinks;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.AuditLog;
import dev.lanyard.simulator.tenant.TenantShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a token must carry. */
class PermissionsTest {

    private static final Path PUBLISHED = Path.of("../../../shared/data/graph-permissions.json");

    /** Writes of which the published table knows only some permissions; the others stand in the documentation. */
    private static final Set<String> NEED_WHAT_THEIR_OBJECTS_NEED = Set.of(
            // Users, groups and applications are restored by permissions of their own.
            "POST /directory/deletedItems/{id}/restore",
            // Members can be added with a permission for members alone.
            "PATCH /groups/{id}");

    @Test
    void everyEndpoint_refusesATokenWithoutItsPermission() {
        SimulatorOptions options = SimulatorOptions.of(new TenantShape(5, 9, 5, 1));
        try (EntraSimulator simulator = EntraSimulator.start(options.withRoles(List.of("Mail.Read")))) {
            GraphClient client = new GraphClient(simulator);
            for (Operation operation : operations()) {
                String path = operation.template().replace("{id}", "11111111-2222-4333-8444-555555555555");
                GraphClient.Reply reply = client.call(operation.method(), path, "{}");

                if (operation.permissions().isEmpty()) {
                    assertThat(reply.status()).as(operation.name()).isEqualTo(400);
                } else {
                    assertThat(reply.code()).as(operation.name()).isEqualTo("Authorization_RequestDenied");
                    assertThat(reply.status()).isEqualTo(403);
                }
            }
        }
    }

    @Test
    void theBasicPermission_opensBasicPropertiesOnly() {
        SimulatorOptions options = SimulatorOptions.of(new TenantShape(5, 9, 5, 1));
        try (EntraSimulator simulator = EntraSimulator.start(options.withRoles(List.of("User.ReadBasic.All")))) {
            GraphClient client = new GraphClient(simulator);

            assertThat(client.get("/users?$select=displayName,mail").status()).isEqualTo(200);
            assertThat(client.get("/users?$select=displayName,department").status())
                    .isEqualTo(403);
            assertThat(client.get("/users?$expand=manager").status()).isEqualTo(403);
        }
    }

    @Test
    void deletedGroups_needMoreThanToReadMembers() {
        SimulatorOptions options = SimulatorOptions.of(new TenantShape(5, 9, 5, 1));
        try (EntraSimulator simulator = EntraSimulator.start(options.withRoles(List.of("GroupMember.Read.All")))) {
            GraphClient client = new GraphClient(simulator);
            String deleted = "/directory/deletedItems/microsoft.graph.group";

            assertThat(client.get("/groups").status()).isEqualTo(200);
            assertThat(client.get(deleted).status()).isEqualTo(403);
            simulator.setRoles(List.of("Group.Read.All"));
            assertThat(new GraphClient(simulator).get(deleted).status()).isEqualTo(200);
        }
    }

    @Test
    void theTable_isContainedInThePublishedOne() throws IOException {
        assumeTrue(Files.exists(PUBLISHED), "the published permissions are not on this machine");
        JsonNode published = JsonMapper.builder().build().readTree(PUBLISHED.toFile());
        int compared = 0;
        for (Operation operation : operations()) {
            String path = operation.template().replaceAll("/microsoft\\.graph\\..*", "");
            JsonNode row = published.path(operation.method() + " " + path.toLowerCase(Locale.ROOT));
            if (!row.isMissingNode() && !NEED_WHAT_THEIR_OBJECTS_NEED.contains(operation.name())) {
                Set<String> known = new TreeSet<>();
                row.path("least").forEach(name -> known.add(name.asText()));
                row.path("other").forEach(name -> known.add(name.asText()));
                assertThat(known).as(operation.name()).containsAll(operation.permissions());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    private static List<Operation> operations() {
        Operation batch = Operation.of("POST", "/$batch", 0, Set.of(), request -> Answer.empty(200));
        Links links = new Links("https://localhost");
        return Api.operations(
                () -> {
                    throw new IllegalStateException("the table is read without a tenant");
                },
                new PageTokens(),
                links,
                new DeltaLinks(links, InstantSource.system()),
                InstantSource.system(),
                new AuditLog.Initiator(false, null, "nobody"),
                batch);
    }
}
