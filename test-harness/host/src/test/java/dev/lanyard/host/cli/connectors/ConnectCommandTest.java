package dev.lanyard.host.cli.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.cli.common.Dialogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A person, or a script, connects a system that takes a key. */
class ConnectCommandTest extends ConnectBench {

    private static final String[] ALL_GIVEN = {
        "north",
        "--yes",
        "--owner",
        "ann",
        "--new-application",
        "HR",
        "--set",
        "server=https://directory.example",
        "--set",
        "apiKey=${file:KEY_FILE}"
    };

    @Test
    void person_isAskedForWhatApplies_andHearsAtOnceWhatIsWrong() throws IOException {
        ScriptedPerson ann = new ScriptedPerson(
                "Not A Name", // the name
                "north",
                "", // the server, which must be set
                "http://directory.example",
                "https://directory.example",
                "7", // how to sign in
                "1",
                "  ", // the key
                KEY,
                "y", // whether to look at what need not be set
                "perhaps", // lastSeen
                "true",
                "", // pageSize
                "ann@contoso.example, bob@contoso.example",
                " ", // the application
                "HR",
                "y");
        assertThat(connect(ann)).as(err + "\n" + out).isZero();
        assertThat(ann.hasSaidAll()).isTrue();
        assertThat(ann.asked())
                .contains("1-3 [key]:", "lastSeen [false]:", "pageSize [not set]:", "Register it? [Y/n]")
                .noneMatch(prompt -> prompt.startsWith("certificate"));
        assertThat(ann.askedSecretly()).containsExactly("apiKey:", "apiKey:");
        assertThat(out.toString())
                .contains("'Not A Name' cannot be the name of a connector")
                .contains(
                        "Connection",
                        "  The server (server)",
                        "  About server.",
                        "  Example: https://directory.example")
                .contains("  ! server must be set")
                .contains("  ! server must be a URL such as https://host.example")
                .contains("    2  certificate", "  ! that is none of these", "  ! apiKey must be set")
                .contains("kept in a file beside the settings")
                .contains("  ! lastSeen must be true or false")
                .contains("  ! an application needs a name")
                .containsPattern("accounts +ready")
                .contains("grant these to read:")
                .contains("registered north: connected", "lanyard sync --connector north");
        assertThat(settings("north").lines())
                .containsExactly(
                        "connector=sample",
                        "",
                        "# Connection",
                        "server=https://directory.example",
                        "apiKey=${file:apiKey.secret}",
                        "",
                        "# Reading",
                        "lastSeen=true");
        assertOwnerOnly(home("north").resolve("connector.properties"));
        assertOwnerOnly(home("north").resolve("apiKey.secret"));
        assertNoSecretBut(home("north").resolve("apiKey.secret"));
        assertThat(run("check", "--connector", "north")).as(err.toString()).isZero();
        assertThat(run("connectors")).isZero();
        assertThat(out.toString()).contains("north", "HR", "connected").contains("ann@contoso.example");
    }

    @Test
    void secret_goesIntoTheVault_ifThereIsAKey_andOutOfItWithTheConnector() throws IOException {
        ScriptedPerson ann = new ScriptedPerson("https://directory.example", "", KEY, "", "ann", "HR", "");
        assertThat(connect(ann, "north", "--vault-key", vaultKey()))
                .as(err + "\n" + out)
                .isZero();
        assertThat(ann.hasSaidAll()).isTrue();
        assertThat(out.toString()).contains("kept in the vault");
        assertThat(settings("north")).containsPattern("apiKey=\\$\\{vault:north-[0-9a-f]{8}/apiKey}");
        assertNoSecretBut(folder.resolve("nothing"));
        assertThat(run("check", "--connector", "north", "--vault-key", vaultKey()))
                .as(err.toString())
                .isZero();
        assertThat(run("check", "--connector", "north")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no key for the vault");
        run("vault", "list", "--vault-key", vaultKey());
        assertThat(out.toString()).contains("setting/north-");
        Path wrong = folder.resolve("wrong.key");
        run("vault", "create-key", wrong.toString());
        assertThat(run("connectors", "remove", "north", "--yes", "--vault-key", wrong.toString()))
                .isEqualTo(1);
        assertThat(homes()).contains("north");
        run("connectors", "remove", "north", "--yes", "--vault-key", vaultKey());
        assertThat(out.toString()).contains("removed north, and its one secret from the vault");
        run("vault", "list", "--vault-key", vaultKey());
        assertThat(out.toString()).doesNotContain("setting/");
    }

    @Test
    void secretThatWasRenewed_isPutIntoTheVault_inThePlaceOfTheOldOne() throws IOException {
        connect(
                new ScriptedPerson("https://directory.example", "", "wrong-key", "", "", "ann", "HR", "y"),
                "north",
                "--vault-key",
                vaultKey());
        Matcher reference = Pattern.compile("\\{vault:(.*)}").matcher(settings("north"));
        assertThat(reference.find()).isTrue();
        assertThat(run("check", "--connector", "north", "--vault-key", vaultKey()))
                .isEqualTo(1);
        String[] put = {"vault", "put", reference.group(1), "--vault-key", vaultKey(), "--secret-file"};
        assertThat(run(put[0], put[1], put[2], put[3], put[4], put[5], folder + "/key.txt"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("replaced", "${vault:" + reference.group(1) + "}");
        assertNoSecretBut(folder.resolve("nothing"));
        assertThat(run("check", "--connector", "north", "--vault-key", vaultKey()))
                .as(err.toString())
                .isZero();
        assertThat(run("vault", "put", "other/name", "--vault-key", vaultKey())).isEqualTo(2);
        assertThat(err.toString()).contains("--secret-file");
        assertThat(run(put[0], put[1], "other/name", put[3], put[4], put[5], folder + "/nowhere.txt"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no file or folder " + folder + "/nowhere.txt");
    }

    @Test
    void secretOfAnotherConnector_staysWithIt() throws IOException {
        connect(
                new ScriptedPerson("https://directory.example", "", KEY, "", "ann", "HR", ""),
                "north",
                "--vault-key",
                vaultKey());
        Matcher reference = Pattern.compile("apiKey=(.*)").matcher(settings("north"));
        assertThat(reference.find()).isTrue();
        String[] given = {
            "south",
            "--yes",
            "--owner",
            "ann",
            "--application",
            "HR",
            "--vault-key",
            vaultKey(),
            "--set",
            "server=https://directory.example",
            "--set",
            "apiKey=" + reference.group(1)
        };
        assertThat(connect(ScriptedPerson.absent(), given)).as(err.toString()).isZero();
        assertThat(run("connectors", "remove", "south", "--yes", "--vault-key", vaultKey()))
                .isZero();
        assertThat(run("check", "--connector", "north", "--vault-key", vaultKey()))
                .as(err.toString())
                .isZero();
    }

    @Test
    void secret_canBeReferredToInstead() throws IOException {
        ScriptedPerson ann = new ScriptedPerson(
                "https://directory.example",
                "key",
                "${env:NO_SUCH_VARIABLE}",
                "${file:" + folder + "/key.txt}",
                "",
                "ann",
                "HR",
                "y");
        assertThat(connect(ann, "north")).as(err + "\n" + out).isZero();
        assertThat(out.toString())
                .contains("apiKey refers to the environment variable NO_SUCH_VARIABLE, which is not set");
        assertThat(settings("north")).contains("apiKey=${file:" + folder.resolve("key.txt") + "}");
    }

    @Test
    void binarySecret_isReferredTo_andNotTakenForItsText() throws IOException {
        Path key = Files.write(folder.resolve("key.p12"), new byte[] {0, 1, 2});
        ScriptedPerson ann =
                new ScriptedPerson("https://directory.example", "key", "${base64:" + key + "}", "", "ann", "HR", "y");
        assertThat(connect(ann, "north")).as(err + "\n" + out).isZero();
        assertThat(settings("north")).contains("apiKey=${base64:" + key + "}");
        String[] given = allGiven("NONE");
        given[given.length - 1] = "apiKey=${base64:" + key + "}";
        given[0] = "south";
        given[5] = "PAYROLL";
        assertThat(connect(ScriptedPerson.absent(), given)).as(err.toString()).isZero();
        assertThat(settings("south")).contains("apiKey=${base64:" + key + "}");
    }

    @Test
    void certificate_isNamedByItsFile() throws IOException {
        Path pem = Files.writeString(
                folder.resolve("tenant.pem"), "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n");
        ScriptedPerson ann = new ScriptedPerson(
                "https://directory.example",
                "2",
                folder + "/no.pem",
                folder + "/key.txt",
                pem.toString(),
                "",
                "ann",
                "HR",
                "y");
        assertThat(connect(ann, "north")).as(err + "\n" + out).isZero();
        assertThat(ann.askedSecretly()).isEmpty();
        assertThat(out.toString())
                .contains("no.pem, which does not exist")
                .contains("certificate must hold one or more certificates in PEM form");
        assertThat(settings("north")).contains("signIn=certificate", "certificate=${file:" + pem + "}");
    }

    @Test
    void whatDoesNotWork_isRegisteredOnlyOnPurpose() throws IOException {
        String[] answers = {"https://directory.example", "", "wrong-key", "", "", "ann", "HR", ""};
        ScriptedPerson ann = new ScriptedPerson(answers);
        assertThat(connect(ann, "north")).isEqualTo(1);
        assertThat(ann.asked()).contains("Not everything can be read. Register it all the same? [y/N]");
        assertThat(out.toString()).contains("apiKey is wrong", "remedy: set apiKey anew", "nothing was registered");
        assertThat(homes()).isEmpty();
        answers[7] = "y";
        assertThat(connect(new ScriptedPerson(answers), "north")).isEqualTo(1);
        run("connectors", "show", "north");
        assertThat(out.toString()).containsPattern("state +failed").contains("apiKey is wrong: ***");
        assertThat(Files.readString(home("north").resolve("connector.log"))).doesNotContain("wrong-key");
    }

    @Test
    void whatDoesNotWork_canBeCorrected_withWhatHangsOnIt() throws IOException {
        Path pem = Files.writeString(
                folder.resolve("tenant.pem"), "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----\n");
        ScriptedPerson ann = new ScriptedPerson(
                "https://directory.example",
                "",
                "wrong-key",
                "",
                "colour",
                "signIn",
                "certificate",
                pem.toString(),
                "ann",
                "HR",
                "y");
        assertThat(connect(ann, "north")).as(err + "\n" + out).isZero();
        assertThat(ann.hasSaidAll()).isTrue();
        assertThat(out.toString())
                .contains("apiKey is wrong", "that is no setting that applies")
                .contains("type one of server, signIn, apiKey, lastSeen, pageSize");
        assertThat(settings("north")).contains("signIn=certificate").doesNotContain("apiKey");
        assertThat(home("north").resolve("apiKey.secret")).doesNotExist();
    }

    @Test
    void whatIsRefused_canBeCorrected_withoutSayingAllOfItAgain() throws IOException {
        ScriptedPerson ann =
                new ScriptedPerson("https://directory.example", "", "refused-key", "", "apiKey", KEY, "ann", "HR", "y");
        assertThat(connect(ann, "north")).as(err + "\n" + out).isZero();
        assertThat(out.toString()).contains("  ! apiKey is refused", "    type it anew", "registered north: connected");
        ScriptedPerson bob = new ScriptedPerson("https://directory.example", "", "refused-key", "", "");
        assertThat(connect(bob, "south")).isEqualTo(1);
        assertThat(err.toString()).contains("error: apiKey is refused");
        assertThat(homes()).containsExactly("north");
    }

    @Test
    void personWhoLeaves_leavesNothingBehind() throws IOException {
        assertThat(connect(new ScriptedPerson("https://directory.example", "1", KEY), "north"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("stopped before the end; nothing was registered");
        assertThat(homes()).isEmpty();
    }

    @Test
    void severalPlugins_areAChoice_andSoAreKnownApplications() throws IOException {
        AskingPlugin.write(folder.resolve("plugins/other.jar"), "other");
        ScriptedPerson ann = new ScriptedPerson("2", "", "https://directory.example", "", KEY, "", "ann", "HR", "y");
        assertThat(connect(ann)).as(err + "\n" + out).isZero();
        assertThat(ann.asked()).contains("Name of the connector [sample]:");
        assertThat(settings("sample")).contains("connector=sample");
        ScriptedPerson bob =
                new ScriptedPerson("other", "south", "https://directory.example", "", KEY, "", "bob", "1", "y");
        assertThat(connect(bob)).as(err + "\n" + out).isZero();
        assertThat(bob.asked()).noneMatch(prompt -> prompt.startsWith("Name of the new application"));
        run("connectors", "applications");
        assertThat(out.toString()).containsPattern("HR +sample, south");
    }

    @Test
    void withoutTerminal_allThatIsMissingIsTold_andNobodyIsAsked() throws IOException {
        assertThat(connect(ScriptedPerson.absent(), "--set", "server=ftp://x", "--set", "colour=red"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("colour is not a setting", "server must be a URL", "apiKey is required but not set")
                .contains("its name is missing", "its owner is missing", "the application that it governs is missing")
                .contains("say --yes");
        assertThat(homes()).isEmpty();
    }

    @Test
    void withoutTerminal_allGiven_itIsRegistered() throws IOException {
        assertThat(connect(
                        ScriptedPerson.absent(),
                        allGiven(folder.resolve("key.txt").toString(), "--json")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).startsWith("{").contains("\"state\" : \"connected\"", "\"usable\" : true");
        assertThat(settings("north")).contains("apiKey=${file:" + folder.resolve("key.txt") + "}");
        assertNoSecretBut(folder.resolve("nothing"));
        assertThat(connect(
                        ScriptedPerson.absent(),
                        allGiven(folder.resolve("key.txt").toString())))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is an application 'HR' already");
    }

    @Test
    void secretOnTheCommandLine_isRefusedWithoutRepeatingIt() throws IOException {
        for (Dialogue dialogue : new Dialogue[] {ScriptedPerson.absent(), new ScriptedPerson()}) {
            assertThat(connect(dialogue, "north", "--set", "apiKey=" + KEY)).isEqualTo(1);
            assertThat(err.toString()).contains("--set apiKey holds a secret").contains("${env:NAME}");
            assertThat(err.toString() + out).doesNotContain(KEY);
        }
        assertThat(homes()).isEmpty();
    }

    private static String[] allGiven(String keyFile, String... more) {
        return Stream.concat(Stream.of(ALL_GIVEN), Stream.of(more))
                .map(word -> word.replace("KEY_FILE", keyFile))
                .toArray(String[]::new);
    }

    private static void assertOwnerOnly(Path file) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private void assertNoSecretBut(Path allowed) throws IOException {
        assertThat(out.toString() + err).doesNotContain(KEY);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.equals(allowed)
                        && !file.endsWith("key.txt")
                        && !file.toString().endsWith(".jar")) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(KEY);
                }
            }
        }
    }
}
