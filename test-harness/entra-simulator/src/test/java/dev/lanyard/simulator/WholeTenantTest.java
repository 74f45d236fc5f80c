package dev.lanyard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.simulator.tenant.TenantShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is read through Graph is what the tenant holds, whichever way it is read. */
class WholeTenantTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static EntraSimulator simulator;
    private static GraphClient client;
    private static Map<String, JsonNode> users;
    private static Map<String, JsonNode> groups;
    private static Map<String, Set<String>> members;
    private static Map<String, Set<String>> owners;

    @BeforeAll
    static void start() throws Exception {
        simulator = EntraSimulator.start(SimulatorOptions.of(new TenantShape(700, 150, 4000, 5)));
        client = new GraphClient(simulator);
        users = new HashMap<>();
        groups = new HashMap<>();
        members = new HashMap<>();
        owners = new HashMap<>();
        for (String line : simulator.state()) {
            JsonNode node = JSON.readTree(line);
            switch (node.path("type").asText()) {
                case "user" -> users.put(node.path("id").asText(), node);
                case "group" -> groups.put(node.path("id").asText(), node);
                case "membership" ->
                    members.computeIfAbsent(node.path("group").asText(), any -> new TreeSet<>())
                            .add(node.path("memberType").asText() + " "
                                    + node.path("member").asText());
                case "ownership" ->
                    owners.computeIfAbsent(node.path("group").asText(), any -> new TreeSet<>())
                            .add(node.path("ownerType").asText() + " "
                                    + node.path("owner").asText());
                default -> {
                    // Devices, contacts and service principals are met as members.
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    @Test
    void usersList_withManagers_isTheWholeTruth() {
        List<JsonNode> listed = client.all(
                "/users?$select=id,displayName,mail&$top=100&$expand=manager($levels=1;$select=id)",
                "ConsistencyLevel",
                "eventual");

        assertThat(listed).hasSize(700);
        for (JsonNode user : listed) {
            JsonNode truth = users.getOrDefault(user.path("id").asText(), JSON.missingNode());
            assertThat(user.path("displayName"))
                    .isEqualTo(truth.path("properties").path("displayName"));
            assertThat(user.path("mail").asText(""))
                    .isEqualTo(truth.path("properties").path("mail").asText(""));
            assertThat(user.path("manager").path("id").asText(""))
                    .isEqualTo(truth.path("managerId").asText(""));
        }
    }

    @Test
    void groupsDelta_mergedById_isTheWholeTruth() {
        Map<String, Set<String>> readMembers = new HashMap<>();
        Map<String, Set<String>> readOwners = new HashMap<>();
        Map<String, JsonNode> read = new TreeMap<>();
        for (JsonNode entry : client.all("/groups/delta?$select=id,displayName,groupTypes,members,owners")) {
            String id = entry.path("id").asText();
            if (entry.has("@removed")) {
                continue;
            }
            if (entry.has("displayName")) {
                read.put(id, entry);
            }
            merge(readMembers, id, entry.path("members@delta"));
            merge(readOwners, id, entry.path("owners@delta"));
        }

        assertThat(read.keySet()).isEqualTo(new TreeSet<>(groups.keySet()));
        assertThat(readMembers).isEqualTo(members);
        assertThat(readOwners).isEqualTo(owners);
    }

    private static void merge(Map<String, Set<String>> links, String id, JsonNode ends) {
        for (JsonNode end : ends) {
            // A first round may name members that have left.
            if (end.has("@removed")) {
                continue;
            }
            String type = end.path("@odata.type").asText().replace("#microsoft.graph.", "");
            links.computeIfAbsent(id, any -> new TreeSet<>())
                    .add(type + " " + end.path("id").asText());
        }
    }
}
