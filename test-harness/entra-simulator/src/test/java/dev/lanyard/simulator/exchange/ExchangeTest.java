package dev.lanyard.simulator.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.WritingTest;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distribution groups, through Exchange's cmdlets. */
class ExchangeTest extends WritingTest {

    private static final String BYPASS = "'BypassSecurityGroupManagerCheck':true";

    @Override
    protected SimulatorOptions options() {
        SimulatorOptions options = super.options();
        return options.withRoles(List.of("User.ReadWrite.All", "Group.ReadWrite.All", "Exchange.ManageAsApp"));
    }

    @BeforeEach
    void empower() {
        simulator.setDirectoryRoles(DirectoryRole.EXCHANGE_RECIPIENT_ADMINISTRATOR);
        simulator.setExchangeLag(Duration.ZERO);
    }

    @Test
    void groups_areListedByKind_andTheirMembersToo() {
        Reply lists = run("Get-DistributionGroup", "'RecipientTypeDetails':'MailUniversalDistributionGroup'");
        Reply all = run("Get-DistributionGroup", "'ResultSize':'Unlimited'");

        assertThat(lists.status()).as(lists.text()).isEqualTo(200);
        assertThat(lists.value())
                .isNotEmpty()
                .allMatch(
                        group -> group.path("RecipientTypeDetails").asText().equals("MailUniversalDistributionGroup"));
        assertThat(all.value()).hasSizeGreaterThan(lists.value().size());
        assertThat(run("Get-DistributionGroup", "'ResultSize':2").value()).hasSize(2);
        assertThat(run("Get-DistributionGroup", "'Identity':'nobody'").text())
                .contains("ManagementObjectNotFoundException")
                .contains("\"code\":\"NotFound\"");
    }

    @Test
    void aMember_comesOnce_andGoes() {
        DirectoryObject group = list();
        String user = mailUser();
        String who = "'Identity':'" + group.id() + "','Member':'" + user + "'";

        assertThat(run("Add-DistributionGroupMember", who).text()).contains("OperationRequiresGroupManagerException");
        assertThat(run("Add-DistributionGroupMember", who + "," + BYPASS).status())
                .isEqualTo(200);
        assertThat(run("Get-DistributionGroupMember", "'Identity':'" + group.text("mail") + "'")
                        .text())
                .contains(user);
        assertThat(client.get("/groups/" + group.id() + "/members").text()).contains(user);
        assertThat(run("Add-DistributionGroupMember", who + "," + BYPASS).text())
                .contains("MemberAlreadyExistsException")
                .contains("is already a member of the group");
        assertThat(run("Remove-DistributionGroupMember", who + "," + BYPASS).status())
                .isEqualTo(400);
        String certain = who + "," + BYPASS + ",'Confirm':false";
        assertThat(run("Remove-DistributionGroupMember", certain).status()).isEqualTo(200);
        assertThat(run("Remove-DistributionGroupMember", certain).text()).contains("isn't a member of the group");
        assertThat(run("Add-DistributionGroupMember", who.replace(user, newUser()) + "," + BYPASS)
                        .text())
                .contains("Couldn't find object");
    }

    @Test
    void aNewUser_isUnknownForATime() {
        simulator.setExchangeLag(Duration.ofMinutes(5));
        String who = "'Identity':'" + list().id() + "','Member':'" + mailUser() + "'," + BYPASS;

        Reply early = run("Add-DistributionGroupMember", who);
        Reply sought = run("Get-Recipient", "'Identity':'" + mailUser() + "'");
        simulator.clock().advance(Duration.ofMinutes(6));

        assertThat(sought.text()).contains("Couldn't find object");
        assertThat(early.status()).isEqualTo(404);
        assertThat(early.text()).contains("Ex94914C");
        assertThat(run("Add-DistributionGroupMember", who).status()).isEqualTo(200);
    }

    @Test
    void managers_areReplaced_orAddedAndRemoved_butNeverNone() {
        String group = list().id();
        String one = mailUser();
        String two = mailUser();
        String set = "'Identity':'" + group + "'," + BYPASS + ",'ManagedBy':";

        assertThat(run("Set-DistributionGroup", set + "['" + one + "']").status())
                .isEqualTo(200);
        assertThat(managers(group)).containsExactly(one);
        assertThat(run("Get-Recipient", "'Identity':'" + one + "'")
                        .value()
                        .get(0)
                        .path("ExternalDirectoryObjectId")
                        .asText())
                .isEqualTo(one);
        assertThat(run(
                                "Set-DistributionGroup",
                                set + "{'@odata.type':'#Exchange.GenericHashTable','Add':['" + two + "'],'Remove':['"
                                        + one + "']}")
                        .status())
                .isEqualTo(200);
        assertThat(managers(group)).containsExactly(two);
        assertThat(run("Set-DistributionGroup", set + "[]").text()).contains("at least one owner");
        assertThat(simulator.state()).anyMatch(line -> line.contains("\"management\"") && line.contains(two));
    }

    @Test
    void whoHasNoRight_isRefused() {
        String body = "{\"CmdletInput\":{\"CmdletName\":\"Get-DistributionGroup\",\"Parameters\":{}}}";
        String path = simulator.url() + "/adminapi/beta/" + simulator.tenantId() + "/InvokeCommand";
        String token = token();
        String[] anchor = {"X-AnchorMailbox", "APP:SystemMailbox{x}@" + simulator.tenantId()};

        assertThat(client.post(path, body, anchor).status()).isEqualTo(401);
        assertThat(client.post(path, body, "Authorization", token).status()).isEqualTo(400);
        assertThat(client.get("/users", "Authorization", token).message()).contains("Invalid audience");
        simulator.setDirectoryRoles();
        assertThat(client.post(path, body, "Authorization", token(), anchor[0], anchor[1])
                        .status())
                .isEqualTo(403);
        assertThat(client.post(path, body, "Authorization", token, anchor[0], anchor[1])
                        .status())
                .isEqualTo(200);
        assertThat(run("Get-Mailbox", "").status()).isEqualTo(403);
    }

    @Test
    void groupsFromThePremises_andMicrosoft365Groups_areNotChangedHere() {
        DirectoryObject synced =
                first(ObjectType.GROUP, each -> is(each, "onPremisesSyncEnabled") && is(each, "mailEnabled"));
        DirectoryObject unified =
                first(ObjectType.GROUP, each -> Recipients.isUnified(each) && each.text("mail") != null);

        assertThat(run(
                                "Add-DistributionGroupMember",
                                "'Identity':'" + synced.id() + "','Member':'" + mailUser() + "'," + BYPASS)
                        .text())
                .contains("synchronized from your on-premises organization");
        assertThat(run("Get-DistributionGroup", "'Identity':'" + unified.id() + "'")
                        .status())
                .isEqualTo(404);
        assertThat(run(
                                "Add-DistributionGroupMember",
                                "'Identity':'" + list().id() + "','Member':'" + unified.id() + "'," + BYPASS)
                        .text())
                .contains("can't add a Microsoft 365 group");
    }

    @Test
    void anAnswer_canBeLost_hereToo() {
        String who = "'Identity':'" + list().id() + "','Member':'" + mailUser() + "'," + BYPASS;
        simulator.setFaults(Fault.of("POST /adminapi/Add-DistributionGroupMember", Fault.Kind.DROP_AFTER)
                .times(1));

        assertThatThrownBy(() -> run("Add-DistributionGroupMember", who)).isInstanceOf(UncheckedIOException.class);
        assertThat(run("Add-DistributionGroupMember", who).text()).contains("MemberAlreadyExistsException");
    }

    @ParameterizedTest
    @CsvSource({
        "user, UserMailbox",
        "shared, SharedMailbox",
        "room, RoomMailbox",
        "equipment, EquipmentMailbox",
    })
    void mailboxes_areCalledByWhatTheyAreFor(String purpose, String details) {
        String user = mailUser();
        simulator.tenant().update(user, Map.of("mailboxSettings", Map.of("userPurpose", purpose)));

        assertThat(run("Get-Recipient", "'Identity':'" + user + "'").body().at("/value/0/RecipientTypeDetails"))
                .hasToString('"' + details + '"');
    }

    private Reply run(String cmdlet, String parameters) {
        String body = "{'CmdletInput':{'CmdletName':'" + cmdlet + "','Parameters':{" + parameters + "}}}";
        return client.post(
                simulator.url() + "/adminapi/beta/" + simulator.tenantId() + "/InvokeCommand",
                body.replace('\'', '"'),
                "Authorization",
                token(),
                "X-AnchorMailbox",
                "APP:SystemMailbox{x}@" + simulator.tenantId());
    }

    private String token() {
        Reply login = client.login(simulator.tenantId(), Map.of("scope", "https://outlook.office365.com/.default"));
        return "Bearer " + login.body().path("access_token").asText();
    }

    private DirectoryObject list() {
        return first(
                ObjectType.GROUP,
                each -> is(each, "mailEnabled") && !Recipients.isUnified(each) && !is(each, "onPremisesSyncEnabled"));
    }

    private String mailUser() {
        String user = newUser();
        patch("/users/" + user, "{'mail':'" + object(user).text("userPrincipalName") + "'}");
        return user;
    }

    private List<String> managers(String group) {
        List<String> managers = new ArrayList<>();
        run("Get-DistributionGroup", "'Identity':'" + group + "'")
                .value()
                .get(0)
                .path("ManagedBy")
                .forEach(manager -> managers.add(manager.asText()));
        return managers;
    }
}
