package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import dev.lanyard.simulator.tenant.TenantShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand people join groups by one file, for a tenth as many requests at the most. */
class BulkChangesIT {

    private static final TenantShape TENANT = new TenantShape(1_100, 40, 0, 23);
    private static final int LINES = 10_000;
    private static final int OF_A_GROUP = 1_000;
    private static final String NOBODY = "00000000-0000-4000-8000-00000000dead";

    @Test
    void tenThousandMemberships_takeATenthAsManyRequests_andEachLineHasItsResult(@TempDir Path folder)
            throws Exception {
        try (ConnectedTenant tenant =
                ConnectedTenant.start(folder, SimulatorOptions.of(TENANT).thatWrites())) {
            Tenant simulated = tenant.simulator().tenant();
            List<Membership> memberships = memberships(tenant.simulator());
            List<String> lines = new ArrayList<>(List.of("kind,entitlement,principal"));
            memberships.forEach(each -> lines.add("grant,group/" + each.group() + "#member,user/" + each.user()));
            lines.add("grant,group/" + memberships.get(0).group() + "#member,user/" + NOBODY);
            lines.add("grant,no entitlement,user/" + memberships.get(0).user());
            Files.write(folder.resolve("joiners.csv"), lines);

            LanyardCommand.Outcome outcome = tenant.lanyard()
                    .run("apply", "joiners.csv", "--config", "tenant.properties", "--store", "t.db", "--json");

            assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(1);
            List<String> outcomes = outcomes(outcome.output());
            assertThat(outcomes).hasSize(LINES + 2);
            assertThat(outcomes.subList(0, LINES)).containsOnly("changed");
            assertThat(outcomes.subList(LINES, LINES + 2)).containsExactly("failed", "invalid");
            assertThat(links(simulated)).isEqualTo(new HashSet<>(memberships));
            assertThat(tenant.simulator().stats().total().requests()).isLessThanOrEqualTo(LINES / 10);
        }
    }

    private record Membership(String group, String user) {}

    private static List<Membership> memberships(EntraSimulator simulator) {
        Directory directory = simulator.tenant().current();
        List<String> users = ids(directory, ObjectType.USER);
        List<String> groups = simulator.state().stream()
                .map(BulkChangesIT::parse)
                .filter(line -> line.get("type").asText().equals("group"))
                .filter(line -> isOfHere(line.get("properties")))
                .map(line -> line.get("id").asText())
                .limit(LINES / OF_A_GROUP)
                .toList();
        return groups.stream()
                .flatMap(group -> users.stream().limit(OF_A_GROUP).map(user -> new Membership(group, user)))
                .toList();
    }

    private static Set<Membership> links(Tenant tenant) {
        Directory directory = tenant.current();
        Set<Membership> links = new HashSet<>();
        for (int group : directory.slots(ObjectType.GROUP)) {
            for (int member : directory.linked(Link.MEMBERS, group)) {
                links.add(new Membership(
                        Objects.requireNonNull(directory.object(group)).id(),
                        Objects.requireNonNull(directory.object(member)).id()));
            }
        }
        return links;
    }

    private static List<String> ids(Directory directory, ObjectType type) {
        return Arrays.stream(directory.slots(type))
                .mapToObj(slot -> Objects.requireNonNull(directory.object(slot)).id())
                .toList();
    }

    private static List<String> outcomes(String output) {
        return output.lines().map(line -> parse(line).get("outcome").asText()).toList();
    }

    /** A security group that people can be added to in Entra ID. */
    private static boolean isOfHere(JsonNode group) {
        return !group.path("mailEnabled").asBoolean()
                && !group.path("onPremisesSyncEnabled").asBoolean()
                && !group.path("groupTypes").toString().contains("DynamicMembership");
    }

    private static JsonNode parse(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(line, malformed);
        }
    }
}
