package dev.lanyard.simulator.graph.reading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.ReadingTest;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Members, owners and managers. */
class LinkedObjectsTest extends ReadingTest {

    @Test
    void members_leaveOutServicePrincipals_whichExpandDoesNot() {
        String group = groupWhere(members -> types(members).contains(ObjectType.SERVICE_PRINCIPAL)
                && types(members).contains(ObjectType.DEVICE)
                && members.size() <= 20);

        List<JsonNode> listed = client.all("/groups/" + group + "/members?$select=id");
        JsonNode expanded = client.get("/groups/" + group + "?$expand=members($select=id)")
                .body()
                .path("members");

        assertThat(odataTypes(listed)).doesNotContain("#microsoft.graph.servicePrincipal");
        assertThat(odataTypes(listed)).contains("#microsoft.graph.device");
        assertThat(expanded.size()).isGreaterThan(listed.size());
    }

    @Test
    void members_inPages_areAllThere() {
        String group = largestGroup();
        Set<String> truth = new TreeSet<>();
        for (DirectoryObject member : members(group)) {
            if (member.type() != ObjectType.SERVICE_PRINCIPAL) {
                truth.add(member.id());
            }
        }

        List<JsonNode> listed = client.all("/groups/" + group + "/members?$select=id&$top=20");

        assertThat(truth).hasSizeGreaterThan(60);
        assertThat(listed).extracting(member -> member.path("id").asText()).containsExactlyInAnyOrderElementsOf(truth);
    }

    @Test
    void members_castToAType_areOfThatTypeOnly() {
        String group = groupWhere(members -> types(members).contains(ObjectType.GROUP));

        List<JsonNode> groups = client.all("/groups/" + group + "/members/microsoft.graph.group?$select=displayName");

        assertThat(groups).isNotEmpty().allMatch(member -> member.has("displayName") && member.size() == 1);
        assertThat(client.get("/groups/" + group + "/members/microsoft.graph.printer")
                        .code())
                .isEqualTo("Request_UnsupportedQuery");
    }

    @Test
    void transitiveMembers_ofGroupsThatContainEachOther_areEachThereOnce() {
        String group = groupWhere(members -> types(members).contains(ObjectType.GROUP));
        Set<String> closure = new HashSet<>();
        collect(group, closure);
        closure.remove(group);

        List<JsonNode> read = client.all("/groups/" + group + "/transitiveMembers?$select=id&$top=999");

        assertThat(read).extracting(member -> member.path("id").asText()).containsExactlyInAnyOrderElementsOf(closure);
    }

    @Test
    void owners_areUsersAndServicePrincipals() {
        Set<String> types = new TreeSet<>();
        for (JsonNode group : client.all("/groups?$select=id")) {
            types.addAll(odataTypes(client.all("/groups/" + group.path("id").asText() + "/owners?$select=id")));
        }

        assertThat(types).containsExactly("#microsoft.graph.servicePrincipal", "#microsoft.graph.user");
    }

    @Test
    void aManager_isTheOneOfTheTenant_orNotFound() {
        Directory directory = simulator.tenant().current();
        int[] users = directory.slots(ObjectType.USER);

        Reply none = client.get("/users/" + id(directory, users[0]) + "/manager");
        Reply some = client.get("/users/" + id(directory, users[1]) + "/manager?$select=id");

        assertThat(none.status()).isEqualTo(404);
        assertThat(some.body().path("id").asText()).isEqualTo(id(directory, directory.manager(users[1])));
        assertThat(some.body().path("@odata.type").asText()).isEqualTo("#microsoft.graph.user");
    }

    @Test
    void members_ofATypeThatMayNotBeRead_tellTypeAndIdOnly() {
        String group = groupWhere(members -> types(members).contains(ObjectType.DEVICE));
        simulator.setRoles(List.of("GroupMember.Read.All"));
        client.forgetToken();

        List<JsonNode> listed = client.all("/groups/" + group + "/members");

        simulator.setRoles(List.of("Directory.Read.All", "Member.Read.Hidden"));
        client.forgetToken();
        assertThat(listed)
                .filteredOn(member -> member.path("@odata.type").asText().endsWith(".device"))
                .isNotEmpty()
                .allMatch(device ->
                        device.path("displayName").isNull() && device.path("id").isTextual());
    }

    @Test
    void hiddenMembers_needAPermissionOfTheirOwn() {
        Directory directory = simulator.tenant().current();
        String hidden = IntStream.of(directory.slots(ObjectType.GROUP))
                .mapToObj(directory::object)
                .filter(group -> group != null
                        && "HiddenMembership".equals(group.text("visibility"))
                        && directory.linked(Link.MEMBERS, directory.slot(group.id())).length > 0)
                .map(DirectoryObject::id)
                .findFirst()
                .orElseThrow();
        simulator.setRoles(List.of("Group.Read.All", "User.Read.All"));
        client.forgetToken();

        Reply members = client.get("/groups/" + hidden + "/members");
        Reply expanded = client.get("/groups/" + hidden + "?$expand=members($select=id)");

        simulator.setRoles(List.of("Directory.Read.All", "Member.Read.Hidden"));
        client.forgetToken();
        assertThat(members.status()).isEqualTo(403);
        assertThat(expanded.body().path("members")).isEmpty();
        assertThat(client.get("/groups/" + hidden + "/members").value()).isNotEmpty();
    }

    private void collect(String group, Set<String> closure) {
        for (DirectoryObject member : members(group)) {
            if (closure.add(member.id()) && member.type() == ObjectType.GROUP) {
                collect(member.id(), closure);
            }
        }
    }

    private List<DirectoryObject> members(String group) {
        Directory directory = simulator.tenant().current();
        return IntStream.of(directory.linked(Link.MEMBERS, directory.slot(group)))
                .mapToObj(directory::object)
                .flatMap(Stream::ofNullable)
                .toList();
    }

    private String groupWhere(Predicate<List<DirectoryObject>> wanted) {
        Directory directory = simulator.tenant().current();
        return IntStream.of(directory.slots(ObjectType.GROUP))
                .mapToObj(slot -> id(directory, slot))
                .filter(group -> wanted.test(members(group)))
                .findFirst()
                .orElseThrow();
    }

    private String largestGroup() {
        Directory directory = simulator.tenant().current();
        String largest = "";
        for (int slot : directory.slots(ObjectType.GROUP)) {
            String id = id(directory, slot);
            if (largest.isEmpty() || members(id).size() > members(largest).size()) {
                largest = id;
            }
        }
        return largest;
    }

    private static String id(Directory directory, int slot) {
        DirectoryObject object = directory.object(slot);
        return object == null ? "" : object.id();
    }

    private static List<ObjectType> types(List<DirectoryObject> members) {
        return members.stream().map(DirectoryObject::type).toList();
    }

    private static List<String> odataTypes(List<JsonNode> members) {
        return members.stream()
                .map(member -> member.path("@odata.type").asText())
                .toList();
    }
}
