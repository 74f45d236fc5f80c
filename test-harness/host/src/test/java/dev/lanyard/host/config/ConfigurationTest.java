package dev.lanyard.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.vault.FileVault;
import dev.lanyard.host.vault.MasterKey;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    private static final ConfigSchema SCHEMA = new ConfigSchema(
            List.of(
                    field("siteName", new FieldType.Text(Optional.of("[\\p{L} ]+"), "letters")),
                    field("apiKey", new FieldType.SecretText()),
                    field("concurrency", new FieldType.Whole(1, 9))),
            List.of());

    @TempDir
    Path folder;

    @Test
    void file_inUtf8_isRead() throws IOException {
        Configuration read = read("connector = sample\n# a comment\nsiteName = Zürich Süd\napiKey=k\n");
        assertThat(read.connector()).isEqualTo("sample");
        assertThat(read.configure(SCHEMA).text("siteName")).contains("Zürich Süd");
    }

    @Test
    void file_withByteOrderMark_isRead() throws IOException {
        assertThat(read("\uFEFFconnector=sample\n").connector()).isEqualTo("sample");
    }

    @Test
    void file_missing_isRefused() {
        assertProblem(
                () -> Configuration.read(Optional.of(folder.resolve("gone.properties")), Map.of()),
                "gone.properties does not exist",
                "--config");
    }

    @Test
    void file_thatIsAFolder_isRefused() {
        assertProblem(
                () -> Configuration.read(Optional.of(folder), Map.of()), "cannot be read", "check that it is a file");
    }

    @Test
    void file_notInUtf8_isRefused() throws IOException {
        Path file = Files.write(file(), "siteName=Zürich".getBytes(StandardCharsets.ISO_8859_1));
        assertProblem(() -> Configuration.read(Optional.of(file), Map.of()), "is not in UTF-8", "save it in UTF-8");
    }

    @Test
    void file_withMalformedEscape_isRefused() {
        assertProblem(() -> read("siteName=C:\\users"), "malformed \\u escape", "\\\\");
    }

    @Test
    void file_thatSetsAKeyTwice_isRefusedWithoutTheValues() {
        HostException refused =
                assertProblem(() -> read("apiKey=a-secret\napiKey=another\n"), "sets apiKey twice", "remove one");
        assertThat(refused.toString()).doesNotContain("a-secret").doesNotContain("another");
    }

    @Test
    void environment_goesBeforeTheFile() throws IOException {
        Path file = write("connector=sample\nsiteName=North\napiKey=k\n");
        Configuration read = Configuration.read(
                Optional.of(file), Map.of("LANYARD_SITE_NAME", "South", "LANYARD_CONNECTOR", "other"));
        assertThat(read.connector()).isEqualTo("other");
        assertThat(read.configure(SCHEMA).text("siteName")).contains("South");
    }

    @Test
    void fileAlone_environmentCountsOnlyWhereItIsReferredTo() throws IOException {
        Path file = write("connector=sample\nsiteName=North\napiKey=${env:KEY}\n");
        Configuration read = Configuration.ofFileAlone(
                file, Map.of("LANYARD_SITE_NAME", "South", "LANYARD_CONNECTOR", "other", "KEY", "k"));
        assertThat(read.connector()).isEqualTo("sample");
        assertThat(read.values(SCHEMA)).containsOnly(Map.entry("siteName", "North"), Map.entry("apiKey", "k"));
    }

    @Test
    void reference_toVault_isResolved_andNamedIfItIsNotThere() throws IOException {
        Path vault = folder.resolve("lanyard.vault");
        SettingSecrets secrets =
                new SettingSecrets(FileVault.open(vault, MasterKey.create(folder.resolve("key")), Clock.systemUTC()));
        String reference = secrets.keep("north-1/apiKey", Secret.of("k:}${env:X}"));
        Configuration read = read("siteName=North\napiKey=" + reference + "\nconcurrency=3\n");
        assertThat(read.with(secrets).values(SCHEMA)).containsEntry("apiKey", "k:}${env:X}");
        assertThat(read.namesInVault()).containsExactly("north-1/apiKey");
        secrets.forget("north-1/apiKey");
        assertProblem(
                () -> read.with(secrets).values(SCHEMA),
                "apiKey refers to ${vault:north-1/apiKey}, which the vault does not hold",
                "--vault");
    }

    @Test
    void environment_alone_isEnough() {
        Configuration read = Configuration.read(
                Optional.empty(),
                Map.of(
                        "LANYARD_CONNECTOR", "sample",
                        "LANYARD_SITE_NAME", "South",
                        "LANYARD_API_KEY", "k",
                        "LANYARD_LOG_LEVEL", "debug"));
        assertThat(read.values(SCHEMA)).containsOnlyKeys("siteName", "apiKey");
    }

    @Test
    void variable_ofAField_isInUpperSnakeCase() {
        assertThat(Configuration.variable("clientSecret")).isEqualTo("LANYARD_CLIENT_SECRET");
        assertThat(Configuration.variable("graphUrl")).isEqualTo("LANYARD_GRAPH_URL");
        assertThat(Configuration.variable("concurrency")).isEqualTo("LANYARD_CONCURRENCY");
    }

    @Test
    void connector_notNamed_isRefused() throws IOException {
        Configuration read = read("siteName=North\n");
        assertProblem(read::connector, "does not say which connector", "LANYARD_CONNECTOR");
    }

    @Test
    void reference_toVariable_isResolved() throws IOException {
        Configuration read = Configuration.read(
                Optional.of(write("siteName=${env:PART} Side\napiKey=${env:KEY}\n")),
                Map.of("PART", "North", "KEY", "k$1\\${env:PART}"));
        assertThat(read.values(SCHEMA))
                .containsEntry("siteName", "North Side")
                .containsEntry("apiKey", "k$1\\${env:PART}");
    }

    @Test
    void reference_toFile_isSeenFromTheFolderOfTheSettings() throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/key.txt"), "first\nsecond\r\n");
        assertThat(read("apiKey=${file:secrets/key.txt}\n").values(SCHEMA)).containsEntry("apiKey", "first\nsecond");
    }

    @Test
    void reference_toAbsoluteFile_isResolved() throws IOException {
        Path key = Files.writeString(folder.resolve("key.txt"), "k");
        assertThat(read("apiKey=${file:" + key.toString().replace("\\", "\\\\") + "}\n")
                        .values(SCHEMA))
                .containsEntry("apiKey", "k");
    }

    @Test
    void reference_toBinaryFile_isBase64_andAsTextIsRefused() throws IOException {
        Files.write(folder.resolve("key.p12"), new byte[] {(byte) 0xff, 0, (byte) 0xfe, '\n'});

        assertThat(read("apiKey=${base64:key.p12}\n").values(SCHEMA)).containsEntry("apiKey", "/wD+Cg==");
        Configuration asText = read("apiKey=${file:key.p12}\n");
        HostException refused = catchThrowableOfType(HostException.class, () -> asText.values(SCHEMA));
        assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.remedy()).contains("${base64:key.p12}"));
    }

    @Test
    void reference_doubledDollar_isTakenAsItIs() throws IOException {
        assertThat(read("apiKey=a$${env:KEY}b$c\n").values(SCHEMA)).containsEntry("apiKey", "a${env:KEY}b$c");
    }

    @Test
    void references_thatLeadNowhere_areAllNamed() throws IOException {
        Configuration read = read("apiKey=${env:NO_KEY}\nsiteName=${file:no.txt}\nconcurrency=${other:x}\n");
        HostException refused = catchThrowableOfType(HostException.class, () -> read.values(SCHEMA));
        assertThat(refused.problems())
                .extracting(Problem::message)
                .satisfiesExactly(
                        key -> assertThat(key)
                                .endsWith("apiKey refers to the environment variable NO_KEY, which is not set"),
                        unknown -> assertThat(unknown).contains("concurrency refers to ${other:…}"),
                        site -> assertThat(site)
                                .contains("siteName refers to the file")
                                .contains("no.txt"));
    }

    @Test
    void problems_ofTheSchema_areAllToldWithTheFile() throws IOException {
        Configuration read = read("siteName=1\nconcurrency=10\nsitename=x\n");
        HostException refused = catchThrowableOfType(HostException.class, () -> read.configure(SCHEMA));
        assertThat(refused.problems())
                .extracting(Problem::message)
                .allSatisfy(message -> assertThat(message).startsWith(file() + ": "))
                .satisfiesExactly(
                        site -> assertThat(site).contains("siteName must be letters"),
                        key -> assertThat(key).contains("apiKey is required"),
                        number -> assertThat(number).contains("concurrency must be a whole number"),
                        unknown -> assertThat(unknown).contains("sitename is not a setting"));
    }

    @Test
    void secret_literalInAFileThatOthersCanRead_isWarnedOf() throws IOException {
        assertThat(withPermissions("rw-r--r--", "apiKey=a-secret\n").warnings(SCHEMA))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.message()).contains("everyone on this machine can read apiKey");
                    assertThat(warning.remedy()).contains("chmod 600").contains("apiKey=${env:NAME}");
                    assertThat(warning.toString()).doesNotContain("a-secret");
                });
    }

    @Test
    void secret_inAFileOfOnesOwn_isNotWarnedOf() throws IOException {
        assertThat(withPermissions("rw-r-----", "apiKey=a-secret\n").warnings(SCHEMA))
                .isEmpty();
    }

    @Test
    void secret_referredTo_isNotWarnedOf() throws IOException {
        assertThat(withPermissions("rw-r--r--", "apiKey=${env:KEY}\nsiteName=North\n")
                        .warnings(SCHEMA))
                .isEmpty();
    }

    @Test
    void toString_showsNoValue() throws IOException {
        assertThat(read("apiKey=a-secret\n").toString()).doesNotContain("a-secret");
        assertThat(SettingsFile.read(file()).toString())
                .doesNotContain("a-secret")
                .contains("apiKey");
    }

    private static ConfigField field(String name, FieldType type) {
        ConfigField.Builder field = ConfigField.named(name, name, type);
        return name.equals("concurrency") ? field.build() : field.required().build();
    }

    private Path file() {
        return folder.resolve("tenant.properties");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(file(), text);
    }

    private Configuration read(String text) throws IOException {
        return Configuration.read(Optional.of(write(text)), Map.of());
    }

    private Configuration withPermissions(String permissions, String text) throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Files.setPosixFilePermissions(write(text), PosixFilePermissions.fromString(permissions));
        return Configuration.read(Optional.of(file()), Map.of());
    }

    private static HostException assertProblem(ThrowingCallable call, String message, String remedy) {
        HostException refused = catchThrowableOfType(HostException.class, call);
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.remedy()).contains(remedy);
        });
        return refused;
    }
}
