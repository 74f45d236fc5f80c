package dev.lanyard.host.cli.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.host.cli.common.JsonText;
import dev.lanyard.host.store.AuditEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many changes from a file. */
class ApplyCommandTest extends ChangeBench {

    private static final String TABLE = """
            kind,entitlement,principal,resource,type,set.displayName,set.level:,clear,password
            grant,group/s1#member,user/u1,,,,,,
            grant,group/s1#member,user/refused,,,,,,
            gibberish,,,,,,,,
            "grant,group/s1#member,user/u2,,,,,,

            create,,,,user,"Dan, ""D"" E",4,,file:password.txt
            update,,,user/u1,,,,level active,
            disable,,,nobody,,,,,
            revoke,group/s1#member,user/u1,,,,,
            revoke,group/s1#member,user/u2,,,,,,
            """;

    private static final String LINES = """
            {"kind":"revoke","entitlement":"group/s1#member","principal":"user/u1","eligible":true}
            {"kind":"grant","entitlement":"group/s1#member"
            {"kind":"create","type":"group","set":{"displayName":"New","level":3}}
            {"kind":"update","resource":"user/u1","clear":["level"],"operation":"mine"}
            {"kind":"update","resource":"user/u1","clear":["level"],"operation":"mine"}
            {"kind":"rotate","resource":"user/u1","password":"secret-in-a-file"}
            {"kind":"action","action":"greet","resource":"user/u1","set":{"words":"hi"}}
            {"kind":"update","resource":"user/u1","clear":"level"}
            ["kind"]
            """;

    @Test
    void table_hasAResultForEachLine_andBadLinesHarmNoOther() throws IOException {
        assertThat(apply(write("changes.csv", TABLE), "--operation-id", "batch"))
                .isEqualTo(1);
        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("line 2: changed: grant group/s1#member@user/u1"),
                        line -> assertThat(line).startsWith("line 3: refused: ").contains("its rule decides"),
                        line -> assertThat(line).startsWith("line 4: invalid: ").contains("write one of create, "),
                        line -> assertThat(line).startsWith("line 5: invalid: a quote on the line is not closed"),
                        line -> assertThat(line).startsWith("line 7: changed: create new user user/Dan,%20\"D\"%20E"),
                        line -> assertThat(line).startsWith("line 8: changed: update user/u1"),
                        line -> assertThat(line).startsWith("line 9: invalid: 'nobody' is no key"),
                        line -> assertThat(line).startsWith("line 10: invalid: the line has 8 cells"),
                        line -> assertThat(line).startsWith("line 11: changed: revoke group/s1#member@user/u2"));
        assertThat(err.toString()).contains("operation batch").contains("4 done, 5 not");
        assertThat(calls())
                .hasSize(4)
                .contains(
                        "CREATE new user displayName=Text[value=Dan,  D  E] level=Whole[value=4] supplied true",
                        "UPDATE user/u1 -[active, level]");
        assertThat(trail())
                .extracting(AuditEntry::operation)
                .contains("batch-2", "batch-3", "batch-11")
                .hasSize(5);

        assertThat(apply(folder.resolve("changes.csv"), "--operation-id", "batch"))
                .isEqualTo(1);
        assertThat(calls()).hasSize(4);
        assertThat(trail()).hasSize(5);
    }

    @Test
    void jsonLines_asJson_haveAnObjectForEachLine() throws IOException {
        assertThat(apply(write("changes.jsonl", LINES), "--json")).isEqualTo(1);
        List<JsonNode> results = out.toString().lines().map(JsonText::parse).toList();
        assertThat(results)
                .extracting(result -> result.get("outcome").asText())
                .containsExactly(
                        "changed", "invalid", "changed", "changed", "changed", "invalid", "changed", "invalid",
                        "invalid");
        assertThat(results.get(0).get("subject").asText()).isEqualTo("group/s1#member@user/u1;eligible");
        assertThat(results.get(1).at("/errors/0/message").asText()).isEqualTo("the line is no JSON object");
        assertThat(results.get(4).get("repeated").asBoolean()).isTrue();
        assertThat(results.get(4).get("operation").asText()).isEqualTo("mine");
        assertThat(results.get(5).at("/errors/0/message").asText()).contains("does not say where it comes from");
        assertThat(out.toString() + err).doesNotContain("secret-in-a-file");
        assertThat(calls()).hasSize(4).contains("CREATE new group displayName=Text[value=New] level=Whole[value=3]");
    }

    @Test
    void dryRun_sendsNothing_andLeavesNothing() throws IOException {
        apply(write("changes.csv", TABLE), "--dry-run");
        assertThat(out.toString()).contains("line 2: planned: grant").contains("  directory: POST /CREATE");
        assertThat(calls()).isEmpty();
        assertThat(folder.resolve("tenant.db")).doesNotExist();
        assertThat(folder.resolve("lanyard.vault")).doesNotExist();
    }

    @Test
    void moreLinesThanGoTogether_areAllDone_inOrder() throws IOException {
        StringBuilder many = new StringBuilder("\uFEFFkind,resource\n");
        for (int i = 0; i < 450; i++) {
            many.append("disable,user/").append(i).append("\n");
        }
        assertThat(apply(write("changes.csv", many.toString())))
                .as(err.toString())
                .isZero();
        assertThat(out.toString().lines()).hasSize(450);
        assertThat(calls()).hasSize(450).startsWith("DISABLE user/0").endsWith("DISABLE user/449");
        assertThat(trail()).hasSize(450);
    }

    @Test
    void lineThatIsNoUtf8_isTold() throws IOException {
        Path file = folder.resolve("changes.csv");
        Files.write(
                file,
                "kind,resource,set.displayName\nupdate,user/u1,J\u00fcrgen\ndisable,user/u2,\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(apply(file)).isEqualTo(1);
        assertThat(out.toString()).contains("line 2: invalid: the line is not in UTF-8");
        assertThat(calls()).containsExactly("DISABLE user/u2");
    }

    @Test
    void wrongUse() throws IOException {
        assertThat(apply(folder.resolve("nowhere.csv"))).isEqualTo(2);
        assertThat(apply(write("changes.txt", TABLE))).isEqualTo(2);
        assertThat(err.toString()).contains("--format csv");
        assertThat(apply(write("headless.csv", "grant,group/s1#member,user/u1\n")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("names no column 'kind'");
        assertThat(apply(write("double.csv", "kind,resource,resource\n"))).isEqualTo(2);
        assertThat(apply(write("changes.csv", TABLE), "--operation-id", "x".repeat(51)))
                .isEqualTo(2);
        assertThat(calls()).isEmpty();
        assertThat(apply(write("changes.txt", TABLE), "--format", "CSV")).isEqualTo(1);
        assertThat(calls()).hasSize(4);
    }

    private int apply(Path file, String... more) {
        String[] words = new String[more.length + 2];
        words[0] = "apply";
        words[1] = file.toString();
        System.arraycopy(more, 0, words, 2, more.length);
        return run(words);
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
