package dev.lanyard.simulator.graph.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.ReadingTest;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Incremental reads of service principals and app registrations. */
class ApplicationDeltaTest extends ReadingTest {

    private static final String DELTA = "/servicePrincipals/delta?$select=displayName,notes,tags";

    @ParameterizedTest
    @EnumSource(names = {"SERVICE_PRINCIPAL", "APPLICATION"})
    void aFirstRound_tellsAll(ObjectType type) {
        Set<String> told = new TreeSet<>();
        client.all("/" + type.graphName() + "s/delta?$select=displayName").stream()
                .filter(entry -> !entry.has("@removed"))
                .forEach(entry -> told.add(entry.path("id").asText()));

        assertThat(told).isEqualTo(new TreeSet<>(all(type, any -> true)));
    }

    @Test
    void aChange_isToldWithAtLeastWhatChanged_andSometimesNoMore() {
        // What an entry tells besides depends on the object, so that both kinds are needed.
        String terse =
                all(ObjectType.SERVICE_PRINCIPAL, id -> (id.charAt(0) & 1) != 0).get(0);
        String generous =
                all(ObjectType.SERVICE_PRINCIPAL, id -> (id.charAt(0) & 1) == 0).get(0);
        String link = client.deltaLink(DELTA);

        simulator.tenant().update(terse, Map.of("notes", "changed"));
        simulator.tenant().update(generous, Map.of("notes", "changed"));
        List<JsonNode> changes = client.all(link);

        assertThat(changes).allMatch(entry -> entry.path("notes").asText().equals("changed"));
        assertThat(entries(changes, terse)).isNotEmpty().noneMatch(entry -> entry.has("displayName"));
        assertThat(entries(changes, generous)).isNotEmpty().allMatch(entry -> entry.has("displayName"));
    }

    @Test
    void assignments_owners_credentialsOfAnotherKind_andJobs_changeNoServicePrincipal() {
        String link = client.deltaLink("/servicePrincipals/delta");
        List<String> principals = all(ObjectType.SERVICE_PRINCIPAL, any -> true);
        String user = all(ObjectType.USER, any -> true).get(0);

        String assignment =
                simulator.tenant().assignAppRole(user, principals.get(2), "00000000-0000-0000-0000-000000000000");
        simulator.tenant().removeAppRoleAssignment(assignment);
        simulator.tenant().addOwner(principals.get(4), user);
        simulator.tenant().removeOwner(principals.get(4), user);
        String job = simulator.tenant().addProvisioningJob(principals.get(5), "Active");
        simulator.tenant().setJobState(job, "Quarantine");
        simulator.tenant().detach(job);

        assertThat(client.all(link)).isEmpty();
    }

    @Test
    void deletedAndRestored_areTold() {
        String id = all(ObjectType.SERVICE_PRINCIPAL, any -> true).get(6);
        String link = client.deltaLink(DELTA);

        simulator.tenant().delete(id, false);
        List<JsonNode> removed = entries(client.all(link), id);
        simulator.tenant().restore(id);
        List<JsonNode> restored = entries(client.all(link), id);
        simulator.tenant().delete(id, true);
        List<JsonNode> deleted = entries(client.all(link), id);

        assertThat(removed).isNotEmpty().allMatch(entry -> reason(entry).equals("changed"));
        assertThat(restored).isNotEmpty().allMatch(entry -> entry.has("displayName") && !entry.has("@removed"));
        assertThat(deleted).isNotEmpty().allMatch(entry -> reason(entry).equals("deleted"));
    }

    @Test
    void anOldLink_isGone() {
        String link = client.deltaLink("/applications/delta?$select=displayName");
        simulator.clock().advance(Duration.ofDays(8));
        client.forgetToken();

        assertThat(client.get(link).status()).isEqualTo(410);
        assertThat(client.get(link).header("Location")).contains("/applications/delta");
    }

    private List<String> all(ObjectType type, Predicate<String> wanted) {
        Directory directory = simulator.tenant().current();
        return Arrays.stream(directory.slots(type))
                .mapToObj(directory::object)
                .flatMap(Stream::ofNullable)
                .map(DirectoryObject::id)
                .filter(wanted)
                .toList();
    }

    private static List<JsonNode> entries(List<JsonNode> all, String id) {
        List<JsonNode> entries = new ArrayList<>(all);
        entries.removeIf(entry -> !entry.path("id").asText().equals(id));
        return entries;
    }

    private static String reason(JsonNode entry) {
        return entry.at("/@removed/reason").asText();
    }
}
