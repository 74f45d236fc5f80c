package dev.lanyard.simulator.graph.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.WritingTest;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creating and changing groups, and who is in them. */
class GroupsWritingTest extends WritingTest {

    @Test
    void aGroup_isCreatedWithItsOwnersAndMembers() {
        String owner = newUser();
        String member = newUser();

        Reply reply = post(
                "/groups",
                "{'displayName':'Team','mailEnabled':true,'mailNickname':'team.x','securityEnabled':false,"
                        + "'groupTypes':['Unified'],'owners@odata.bind':[" + address(owner) + "],"
                        + "'members@odata.bind':[" + address(owner) + "," + address(member) + "]}");

        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        String id = reply.body().path("id").asText();
        assertThat(reply.body().path("mail").asText()).startsWith("team.x@");
        assertThat(linked(id, Link.OWNERS)).containsExactly(owner);
        assertThat(ids(client.all("/groups/" + id + "/members"))).containsExactly(owner, member);
        assertThat(activities().subList(0, 4))
                .containsExactlyInAnyOrder(
                        "Add group", "Add owner to group", "Add member to group", "Add member to group");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'mailEnabled':false | 'mailEnabled':true | mail-enabled groups",
                "'securityEnabled':true | 'securityEnabled':false | Invalid value specified",
                "'displayName':'x', | '' | A value is required for property 'displayName'",
                "'x', | 'x','groupTypes':['DynamicMembership'], | needs membershipRule",
                "'x', | 'x','groupTypes':['Unified'], | Mail enabled must be true",
                "'x', | 'x','isAssignableToRole':true,'visibility':'Public', | must be security-enabled and private",
                "'x', | 'x','visibility':'HiddenMembership', | Invalid value specified for property 'visibility'",
                "'x', | 'x','owners@odata.bind':['https://graph.microsoft.com/v1.0/users/nobody@x.example'], | does not exist"
            })
    void aGroup_thatCannotBe_isRefused(String right, String wrong, String message) {
        String body = "{'displayName':'x','mailEnabled':false,'mailNickname':'never','securityEnabled':true}";

        Reply reply = post("/groups", body.replace(right, wrong.equals("''") ? "" : wrong));

        assertThat(reply.message().replace('"', '\'')).contains(message);
        assertThat(all(ObjectType.GROUP, group -> "never".equals(group.text("mailNickname"))))
                .isEmpty();
    }

    @Test
    void anUpsert_makesOneGroup_howeverOftenItIsSent() {
        String path = "/groups(uniqueName='hr-42')";
        String body = "{'displayName':'Team','mailEnabled':false,'mailNickname':'team.hr','securityEnabled':true}";
        assertThat(patch(path, body).status()).isEqualTo(404);

        Reply made = upsert(path, body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String id = made.body().path("id").asText();
        assertThat(made.body().path("uniqueName").asText()).isEqualTo("hr-42");
        assertThat(client.get(path).body().path("id").asText()).isEqualTo(id);

        assertThat(upsert(path, "{'displayName':'Crew'}").status()).isEqualTo(204);
        assertThat(all(ObjectType.GROUP, group -> "hr-42".equals(group.text("uniqueName"))))
                .singleElement()
                .satisfies(group -> assertThat(group.text("displayName")).isEqualTo("Crew"));
        assertThat(patch("/groups/" + id, "{'uniqueName':'other'}").message()).contains("read-only");
        assertThat(post("/groups", body.replace("}", ",'uniqueName':'hr-42'}")).message())
                .contains("uniqueName already exists");
    }

    @Test
    void anUpsert_needsAllThatACreationNeeds_andPermissionToChangeGroups() {
        String path = "/groups(uniqueName='hr-43')";
        assertThat(upsert(path, "{'displayName':'x'}").message())
                .contains("A value is required for property 'mailEnabled'");

        simulator.setRoles(List.of("GroupMember.ReadWrite.All", "Group.Create"));
        client.forgetToken();
        Reply forbidden = upsert(path, "{'displayName':'x'}");
        simulator.setRoles(List.of(
                "User.ReadWrite.All",
                "Group.ReadWrite.All",
                "Directory.ReadWrite.All",
                "RoleManagement.ReadWrite.Directory"));
        client.forgetToken();
        assertThat(forbidden.status()).isEqualTo(403);
    }

    private Reply upsert(String path, String body) {
        return client.call(
                "PATCH",
                path,
                body.replace('\'', '"'),
                "Content-Type",
                "application/json",
                "Prefer",
                "create-if-missing");
    }

    @Test
    void members_comeAndGo_andIncrementalReadsHear() {
        String group = newGroup();
        String user = newUser();
        String link = client.deltaLink("/groups/delta?$select=displayName,members");
        String path = "/groups/" + group + "/members";

        assertThat(post(path + "/$ref", reference(user)).status()).isEqualTo(204);
        Reply twice = post(path + "/$ref", reference(user));
        assertThat(twice.code()).isEqualTo("Request_BadRequest");
        assertThat(twice.message())
                .isEqualTo("One or more added object references already exist for the following modified"
                        + " properties: 'members'.");
        assertThat(client.all(link).toString()).contains("members@delta").contains(user);
        assertThat(delete(path + "/" + user + "/$ref").status()).isEqualTo(204);
        assertThat(activities().get(0)).isEqualTo("Remove member from group");
        Reply gone = delete(path + "/" + user + "/$ref");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.message())
                .isEqualTo("Resource '" + group
                        + "' does not exist or one of its queried reference-property objects are not present.");
        assertThat(post(path + "/$ref", reference(STRANGER)).status()).isEqualTo(404);
        assertThat(post(path, reference(user)).message())
                .isEqualTo("Write requests are only supported on contained entities");
    }

    @Test
    void withoutRef_theMemberItselfIsDeleted_ifTheTokenMay() {
        String group = newGroup();
        String user = newUser();
        post("/groups/" + group + "/members/$ref", reference(user));
        simulator.setRoles(List.of("GroupMember.ReadWrite.All", "User.Read.All"));
        client.forgetToken();
        assertThat(delete("/groups/" + group + "/members/" + user).status()).isEqualTo(403);
        simulator.setRoles(List.of("GroupMember.ReadWrite.All", "User.ReadWrite.All"));
        client.forgetToken();

        assertThat(delete("/groups/" + group + "/members/" + user).status()).isEqualTo(204);

        assertThat(simulator.tenant().current().object(user)).isNull();
        everyRole();
    }

    @Test
    void upToTwentyMembers_areAddedAtOnce_orNone() {
        String group = newGroup();
        List<String> users = new ArrayList<>(
                IntStream.range(0, 21).mapToObj(number -> newUser()).toList());

        assertThat(patch("/groups/" + group, binding(users)).status()).isEqualTo(400);
        assertThat(patch("/groups/" + group, binding(List.of(users.get(0), STRANGER)))
                        .status())
                .isEqualTo(404);
        assertThat(linked(group, Link.MEMBERS)).isEmpty();
        assertThat(patch("/groups/" + group, binding(users.subList(0, 20))).status())
                .isEqualTo(204);
        assertThat(patch("/groups/" + group, binding(List.of(users.get(20), users.get(3))))
                        .message())
                .contains("One or more added object references already exist");
        assertThat(linked(group, Link.MEMBERS)).hasSize(20);
    }

    @Test
    void theLastPerson_whoOwnsAGroup_stays() {
        String group = newGroup();
        String first = newUser();
        String second = newUser();
        String software = first(ObjectType.SERVICE_PRINCIPAL, any -> true).id();
        String path = "/groups/" + group + "/owners";
        for (String owner : List.of(first, second, software)) {
            assertThat(post(path + "/$ref", reference(owner)).status()).isEqualTo(204);
        }

        assertThat(post(path + "/$ref", reference(first)).message()).contains("'owners'");
        assertThat(delete(path + "/" + first + "/$ref").status()).isEqualTo(204);
        assertThat(delete(path + "/" + second + "/$ref").message())
                .isEqualTo("The group must have at least one owner, hence this owner cannot be removed.");
        assertThat(delete(path + "/" + software + "/$ref").status()).isEqualTo(204);
    }

    @Test
    void groups_thatLiveElsewhere_areRefused() {
        String user = newUser();
        DirectoryObject synced = first(ObjectType.GROUP, group -> is(group, "onPremisesSyncEnabled"));
        DirectoryObject list = first(
                ObjectType.GROUP,
                group -> is(group, "mailEnabled")
                        && !is(group, "onPremisesSyncEnabled")
                        && !group.value(group.type().properties().get("groupTypes"))
                                .toString()
                                .contains("Unified"));
        DirectoryObject dynamic = first(ObjectType.GROUP, group -> group.text("membershipRule") != null);

        assertThat(post("/groups/" + synced.id() + "/members/$ref", reference(user))
                        .message())
                .contains("on-premises mastered");
        assertThat(post("/groups/" + list.id() + "/members/$ref", reference(user))
                        .message())
                .isEqualTo("Cannot Update a mail-enabled security groups and or distribution list.");
        assertThat(post("/groups/" + dynamic.id() + "/members/$ref", reference(user))
                        .status())
                .isEqualTo(400);
        assertThat(patch("/groups/" + list.id(), "{'displayName':'x'}").status())
                .isEqualTo(400);
        assertThat(delete("/groups/" + synced.id()).status()).isEqualTo(400);
    }

    @Test
    void aGroupWithRoles_needsThePermissionForRoles() {
        String user = newUser();
        DirectoryObject group = first(ObjectType.GROUP, each -> is(each, "isAssignableToRole"));
        simulator.setRoles(List.of("Group.ReadWrite.All", "User.Read.All"));
        client.forgetToken();

        assertThat(post("/groups/" + group.id() + "/members/$ref", reference(user))
                        .code())
                .isEqualTo("Authorization_RequestDenied");
        everyRole();
        assertThat(post("/groups/" + group.id() + "/members/$ref", reference(user))
                        .status())
                .isEqualTo(204);
        assertThat(post("/groups/" + group.id() + "/members/$ref", reference(newGroup()))
                        .status())
                .isEqualTo(400);
        assertThat(patch("/groups/" + group.id(), "{'isAssignableToRole':false}")
                        .message())
                .contains("read-only");
        assertThat(patch("/groups/" + group.id(), "{'visibility':'Public'}").message())
                .contains("visibility");
    }

    @Test
    void whetherMembersAreHidden_isDecidedWhenAGroupIsMade() {
        DirectoryObject hiding = first(ObjectType.GROUP, group -> "HiddenMembership".equals(group.text("visibility")));
        DirectoryObject open = first(ObjectType.GROUP, group -> "Public".equals(group.text("visibility")));

        assertThat(patch("/groups/" + hiding.id(), "{'visibility':'Public'}").message())
                .contains("visibility");
        assertThat(patch("/groups/" + open.id(), "{'visibility':'HiddenMembership'}")
                        .message())
                .contains("visibility");
        assertThat(patch("/groups/" + open.id(), "{'visibility':'Private'}").status())
                .isEqualTo(204);
    }

    @Test
    void aGroup_isChanged_deletedAndRestoredWithItsMembers() {
        String group = newGroup();
        String user = newUser();
        post("/groups/" + group + "/members/$ref", reference(user));

        assertThat(patch("/groups/" + group, "{'displayName':'Renamed','description':null}")
                        .status())
                .isEqualTo(204);
        assertThat(delete("/groups/" + group).status()).isEqualTo(204);
        assertThat(client.get("/groups/" + group).status()).isEqualTo(404);
        assertThat(post("/directory/deletedItems/" + group + "/restore", "").status())
                .isEqualTo(200);

        assertThat(object(group).text("displayName")).isEqualTo("Renamed");
        assertThat(linked(group, Link.MEMBERS)).containsExactly(user);
    }

    private void everyRole() {
        simulator.setRoles(List.of(
                "User.ReadWrite.All",
                "Group.ReadWrite.All",
                "GroupMember.ReadWrite.All",
                "Application.Read.All",
                "RoleManagement.ReadWrite.Directory"));
        client.forgetToken();
    }

    private String address(String id) {
        return "'" + simulator.url() + "/v1.0/users/" + id + "'";
    }

    private String binding(List<String> ids) {
        return "{'members@odata.bind':[" + ids.stream().map(this::address).collect(Collectors.joining(",")) + "]}";
    }

    private List<String> linked(String group, Link link) {
        return IntStream.of(simulator
                        .tenant()
                        .current()
                        .linked(link, simulator.tenant().current().slot(group)))
                .mapToObj(simulator.tenant().current()::object)
                .filter(java.util.Objects::nonNull)
                .map(DirectoryObject::id)
                .toList();
    }

    private static List<String> ids(List<JsonNode> objects) {
        return objects.stream().map(each -> each.path("id").asText()).toList();
    }
}
