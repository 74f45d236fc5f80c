package dev.lanyard.host.cli.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.host.store.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that change something, but for passwords and files of changes. */
class ChangeCommandsTest extends ChangeBench {

    private static final String MEMBER = "group/s1#member";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            revoke group/s1#member user/u1                                  | REVOKE group/s1#member@user/u1
            revoke group/s1#member user/u1 --eligible --scope /a            | REVOKE group/s1#member@user/u1;eligible;scope=%2Fa
            revoke group/s1#member user/u1 --temporary                     | REVOKE group/s1#member@user/u1;temporary
            account create --set displayName=Cleo --set active=false --set level:=3 --no-password | CREATE new user active=Flag[value=false] displayName=Text[value=Cleo] level=Whole[value=3] none
            account create --set displayName=Cleo --type user --keep-password | CREATE new user displayName=Text[value=Cleo] random false
            account update user/u1 --set displayName=A=B --clear level --clear active | UPDATE user/u1 displayName=Text[value=A=B] -[active, level]
            account enable user/u1                                          | ENABLE user/u1
            account disable user/u1                                         | DISABLE user/u1
            account delete user/u1                                          | DELETE user/u1
            account delete user/u1 --for-good                               | PURGE user/u1
            account restore user/u1                                         | RESTORE user/u1
            account rotate-password user/u1                                 | ROTATE user/u1
            credential rotate user/u1                                       | ROTATE user/u1
            group create --set displayName=New                              | CREATE new group displayName=Text[value=New]
            group update group/s1 --set displayName=New                     | UPDATE group/s1 displayName=Text[value=New] -[]
            group delete group/s1                                           | DELETE group/s1
            action run greet user/u1 --set words=hi                         | ACTION greet user/u1 {words=hi}
            action run tidy                                                 | ACTION tidy {}
            """)
    void command_asksForThatChange_once_andIsAudited(String words, String call) {
        String[] command = (words + " --operation-id op-1 --requested-by joe").split(" ");
        String kind = call.substring(0, call.indexOf(' '));
        assertThat(run(command)).as(err.toString()).isZero();
        assertThat(calls()).containsExactly(call);
        assertThat(out.toString()).startsWith("changed: ").contains("(operation op-1, request r-1)");

        assertThat(run(command)).isZero();
        assertThat(calls()).hasSize(1);
        assertThat(out.toString()).contains("as answered before");

        assertThat(trail())
                .extracting(
                        AuditEntry::requestedBy,
                        AuditEntry::operation,
                        AuditEntry::kind,
                        AuditEntry::outcome,
                        AuditEntry::requestId)
                .containsExactly(tuple("joe", "op-1", kind, "changed", "r-1"));
    }

    @Test
    void grant_knowsFromUntilOptionsAndWhy() {
        String[] command = {
            "grant",
            MEMBER,
            "user/u1",
            "--from",
            "2026-01-01T00:00:00Z",
            "--until",
            "2026-02-01T00:00:00Z",
            "--justification",
            "she asked",
            "--set",
            "note=x"
        };
        assertThat(run(command)).as(err.toString()).isZero();
        assertThat(calls())
                .containsExactly("GRANT group/s1#member@user/u1;temporary Validity[from=Optional[2026-01-01T00:00:00Z],"
                        + " until=Optional[2026-02-01T00:00:00Z]][note]Optional[she asked]");
        assertThat(trail())
                .extracting(AuditEntry::detail)
                .singleElement()
                .asString()
                .contains("because she asked");
    }

    @Test
    void withoutOperationId_eachIsItsOwn_andItsIdIsShown() {
        assertThat(run("grant", MEMBER, "user/u1")).isZero();
        assertThat(run("grant", MEMBER, "user/u1", "--json")).isZero();
        assertThat(json().get("outcome").asText()).isEqualTo("already-so");
        assertThat(json().get("repeated").asBoolean()).isFalse();
        assertThat(trail())
                .extracting(AuditEntry::operation)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(trail().get(1).operation()).isEqualTo(json().get("operation").asText());
        assertThat(trail()).extracting(AuditEntry::requestedBy).containsOnly(System.getProperty("user.name"));
    }

    @Test
    void operationIdOfAnotherChange_isRefused() {
        run("grant", MEMBER, "user/u1", "--operation-id", "op-1");
        assertThat(run("revoke", MEMBER, "user/u1", "--operation-id", "op-1")).isEqualTo(1);
        assertThat(out.toString()).startsWith("refused: revoke " + MEMBER).contains("stands for something else");
        assertThat(calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "user/refused, refused, its rule decides; remedy: change the rule",
        "user/slow, in-progress, it is being made; remedy: repeat it with the same operation id after 9 s",
        "user/broken, failed, no answer came; remedy: wait"
    })
    void notDone_isToldInOneLine_withReasonAndRemedy(String principal, String outcome, String words) {
        assertThat(run("grant", MEMBER, principal, "--operation-id", "op-1")).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(outcome + ": grant " + MEMBER + "@" + principal + ": " + words + " (operation op-1)");
        assertThat(err.toString()).isEmpty();
        assertThat(trail()).extracting(AuditEntry::outcome).containsExactly(outcome);
    }

    @Test
    void registeredConnector_hasItsChangesInItsLog_andIsFailedWhereNobodyIsLetIn() throws IOException {
        runPlainly(registered("connectors add north --owner ann --new-application HR", "--config", "site.properties"));
        runPlainly(registered("grant " + MEMBER + " user/u1 --operation-id op-1 --requested-by joe --connector north"));
        runPlainly(registered("grant " + MEMBER + " user/u2 --dry-run --connector north"));
        runPlainly(registered("grant " + MEMBER + " user/refused --operation-id op-2 --connector north"));
        assertThat(log())
                .anyMatch(line ->
                        line.endsWith("INFO  grant " + MEMBER + "@user/u1: changed; operation op-1, asked by joe"))
                .anyMatch(line -> line.contains("WARN  grant " + MEMBER
                        + "@user/refused: refused, its rule decides.; operation op-2, asked by "))
                .noneMatch(line -> line.contains("user/u2"));
        runPlainly(registered("connectors show north"));
        assertThat(out.toString()).containsPattern("state +configured");
        assertThat(runPlainly(registered("grant " + MEMBER + " user/shut-out --connector north")))
                .isEqualTo(1);
        runPlainly(registered("connectors show north"));
        assertThat(out.toString()).containsPattern("state +failed").contains("nobody is let in");
        Files.writeString(folder.resolve("many.jsonl"), """
                {"kind": "grant", "entitlement": "group/s1#member", "principal": "user/u4"}
                {"kind": "grant", "entitlement": "group/s1#member", "principal": "user/slow"}
                """);
        runPlainly(registered("apply --operation-id many --requested-by joe --connector north", "many.jsonl"));
        assertThat(log())
                .anyMatch(line -> line.endsWith(
                        "WARN  2 changes: changed 1, in-progress 1; operations many-1 to many-2," + " asked by joe"));
    }

    private String[] registered(String words, String... last) {
        List<String> all = new ArrayList<>(List.of(words.split(" ")));
        for (String each : last) {
            all.add(each.startsWith("--") ? each : folder.resolve(each).toString());
        }
        all.addAll(List.of("--plugins", folder.resolve("plugins").toString()));
        all.addAll(List.of("--connectors", folder.resolve("connectors").toString()));
        return all.toArray(String[]::new);
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("connectors/north/connector.log"));
    }

    @Test
    void findingsAndAnswersOfActions_standBelow() {
        assertThat(run("grant", MEMBER, "user/noted")).isZero();
        assertThat(out.toString().lines()).element(1).isEqualTo("  it shows later; remedy: wait a minute");
        assertThat(run("action", "run", "greet", "user/u1", "--set", "words=hi"))
                .isZero();
        assertThat(out.toString().lines()).element(1).isEqualTo("  answer = hello");
        assertThat(run("action", "run", "greet", "user/u2", "--set", "words=hi", "--json"))
                .isZero();
        assertThat(json().at("/values/answer").asText()).isEqualTo("hello");
        assertThat(json().get("kind").asText()).isEqualTo("action");
    }

    @Test
    void dryRun_showsTheCalls_sendsNothing_andLeavesNeitherStoreNorAuditNorVault() throws IOException {
        for (String[] command : List.of(
                new String[] {"grant", MEMBER, "user/u1"},
                new String[] {"account", "create", "--set", "displayName=Cleo"},
                new String[] {"account", "create", "--set", "displayName=Cleo", "--password-file", passwordFile()},
                new String[] {"account", "rotate-password", "user/u1"})) {
            String[] dry = Stream.concat(Arrays.stream(command), Stream.of("--dry-run"))
                    .toArray(String[]::new);
            assertThat(run(dry)).as(err.toString()).isZero();
            assertThat(out.toString())
                    .startsWith("planned: ")
                    .contains("  directory: POST /")
                    .doesNotContain(SUPPLIED)
                    .doesNotContain(ChangingPlugin.GENERATED);
        }
        assertThat(calls()).isEmpty();
        assertThat(files()).containsExactlyInAnyOrder("plugins", "site.properties", "password.txt", "vault.key");
    }

    @Test
    void names_areFoundInWhatWasSynced() {
        run("sync");
        assertThat(run("grant", "sales team#member", "ANN@contoso.example"))
                .as(err.toString())
                .isZero();
        assertThat(run("account", "disable", "u2")).as(err.toString()).isZero();
        assertThat(run("group", "delete", "Sales Team")).as(err.toString()).isZero();
        assertThat(calls())
                .satisfiesExactly(
                        grant -> assertThat(grant).startsWith("GRANT group/s1#member@user/u1 "),
                        disable -> assertThat(disable).isEqualTo("DISABLE user/u2"),
                        delete -> assertThat(delete).isEqualTo("DELETE group/s1"));
        assertThat(run("account", "disable", "Bob")).isEqualTo(1);
        assertThat(err.toString()).contains("2 resources are named 'Bob'").contains("user/u2 (Bob), user/u3 (Bob)");
        assertThat(run("account", "disable", "Sales Team")).isEqualTo(1);
        assertThat(err.toString()).contains("holds nothing named 'Sales Team'");
    }

    @Test
    void names_withoutSync_sayThatAKeyWillDo() {
        assertThat(run("account", "disable", "Ann")).isEqualTo(1);
        assertThat(err.toString()).contains("'Ann' is no key").contains("use a key such as TYPE/ID");
        assertThat(calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "grant group/s1#member",
                "grant group/s1#member user/u1 --until tomorrow",
                "grant group/s1#member user/u1 --from 2026-02-01T00:00:00Z --until 2026-01-01T00:00:00Z",
                "grant group/s1#member user/u1 --eligible",
                "grant group/s1#member user/u1 --set colour=red",
                "grant group/s1#member user/u1 --set note",
                "grant group/s1#member user/u1 --operation-id a/b",
                "revoke group/s1#member user/u1 --until 2026-01-01T00:00:00Z",
                "account create",
                "account create --set displayName=",
                "account create --set displayName=A --set level=12",
                "account create --set displayName=A --set level:=[1",
                "account create --set displayName=A --set displayName:=1",
                "account create --set displayName=A --type group",
                "account create --set displayName=A --no-password --password-file x",
                "account create --set displayName=A --password x",
                "account update user/u1",
                "account update user/u1 --set level=3 --clear level",
                "account update user/u1 --clear colour",
                "account update user/u1 --set level:=null",
                "account disable group/s1",
                "account disable",
                "group disable group/s1",
                "group restore group/s1",
                "grant group/s1#owner user/u1",
                "action run nothing",
                "action run greet user/u1",
                "action run greet --set words=hi",
                "action run tidy user/u1",
                "action run tidy --set words=hi"
            })
    void wrongUse(String words) {
        assertThat(run(words.split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("error: ").contains("remedy: ");
        assertThat(calls()).isEmpty();
    }

    @Test
    void wrongUse_isToldAllAtOnce() {
        assertThat(run("account", "create", "--set", "colour=red", "--set", "level=x", "--json"))
                .isEqualTo(2);
        assertThat(json().get("errors"))
                .extracting(error -> error.get("message").asText())
                .containsExactlyInAnyOrder(
                        "the change 'create-user' takes no 'colour'",
                        "displayName is required but not set",
                        "level must be a whole number from 1 to 9");
    }

    @Test
    void actionList_saysWhatThereIs() {
        assertThat(run("action", "list")).isZero();
        assertThat(out.toString())
                .containsPattern("greet +user +words +Greets somebody.")
                .contains("tidy");
        assertThat(run("action", "list", "--json")).isZero();
        assertThat(json().at("/0/arguments/required/0").asText()).isEqualTo("words");
    }

    @Test
    void describe_tellsOfChangesAndActions() {
        assertThat(describe()).isZero();
        assertThat(out.toString())
                .containsPattern("grant-member +grant +group +member +active, temporary +- +Does grant-member.")
                .containsPattern("rotate-password +rotate +user +- +- +Key Keeper")
                .containsPattern("greet +user +Greeter +Greets somebody.")
                .containsPattern("tidy +People.Write or All.Write +yes +to change people")
                .containsPattern("create-user +level +number from 1 to 9 +no")
                .containsPattern("greet +words +words +yes")
                .containsPattern("greet +answer +words +answered");
        assertThat(describe("--json")).isZero();
        JsonNode grant = json().at("/changes/11");
        assertThat(grant.get("id").asText()).isEqualTo("grant-member");
        assertThat(grant.at("/entitlements/0").asText()).isEqualTo("member");
        assertThat(grant.at("/holdings").toString()).isEqualTo("[\"ACTIVE\",\"TEMPORARY\"]");
        assertThat(grant.at("/permissions/0/anyOf/0").asText()).isEqualTo("People.Write");
        assertThat(grant.at("/attributes/properties/note/type").asText()).isEqualTo("string");
        assertThat(json().at("/actions/0/privilegedRoles/0").asText()).isEqualTo("Greeter");
        assertThat(json().at("/actions/0/results/properties/answer/type").asText())
                .isEqualTo("string");
    }

    @Test
    void check_tellsOfChangesToo_andWhatToGrant_butReadingAloneDecides() {
        assertThat(run("check")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "CAPABILITY  READINESS",
                        "all         ready",
                        "",
                        "SETTING  READINESS",
                        "log      degraded",
                        "",
                        "CHANGE           READINESS  ROLES FOR SOME",
                        "create-user      blocked    -",
                        "rotate-password  blocked    Key Keeper (not held)",
                        "tidy             ready      Cleaner (held)",
                        "",
                        "log: Log.Read is not granted",
                        "remedy: grant Log.Read",
                        "",
                        "create-user, rotate-password: People.Write is not granted",
                        "remedy: grant People.Write",
                        "",
                        "note: the clock is slow",
                        "remedy: set the clock",
                        "",
                        "grant these to read:",
                        "PERMISSION   NEEDED  GRANTED  FOR",
                        "People.Read  yes     yes      all",
                        "",
                        "grant these to read and change:",
                        "PERMISSION    NEEDED    GRANTED    FOR",
                        "People.Write  yes       no         all, create-user",
                        "Log.Read      optional  not known  tidy");
        assertThat(run("check", "--json")).isZero();
        assertThat(json().at("/changes/1/readiness").asText()).isEqualTo("blocked");
        assertThat(json().at("/changes/1/privilegedRoles/0").asText()).isEqualTo("Key Keeper");
        assertThat(json().at("/changes/1/findings/0/subject").asText()).isEqualTo("People.Write");
        assertThat(json().at("/changes/0").has("privileged")).isFalse();
        assertThat(json().at("/changes/1/privileged").asBoolean(true)).isFalse();
        assertThat(json().at("/settings/0/setting").asText()).isEqualTo("log");
        assertThat(json().at("/settings/0/findings/0/subject").asText()).isEqualTo("Log.Read");
        assertThat(json().at("/observations/0/subject").asText()).isEqualTo("clock");
        assertThat(json().at("/grantToRead/0/permission").asText()).isEqualTo("People.Read");
        assertThat(json().at("/grantToReadAndChange/0/granted").asBoolean(true)).isFalse();
        assertThat(json().at("/grantToReadAndChange/1").has("granted")).isFalse();
        assertThat(json().at("/grantToReadAndChange/1/for/0").asText()).isEqualTo("tidy");
    }

    private int describe(String... more) {
        return runPlainly(Stream.concat(
                        Stream.of(
                                "describe",
                                "sample",
                                "--plugins",
                                folder.resolve("plugins").toString()),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
