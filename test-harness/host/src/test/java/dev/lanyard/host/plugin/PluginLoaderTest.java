package dev.lanyard.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.ConnectorPlugin;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginLoaderTest {

    @TempDir
    Path folder;

    @Test
    void jar_working_isLoadedAndDescribesItself() {
        try (LoadedPlugin plugin = load(PluginJar.working("sample"))) {
            assertThat(plugin.name()).isEqualTo("tested");
            assertThat(plugin.source()).isEqualTo(folder.resolve("tested.jar"));
            assertThat(plugin.descriptor().id()).isEqualTo("sample");
            assertThat(plugin.toString()).isEqualTo("sample 1.0 (tested.jar)");
        }
    }

    @Test
    void folder_ofSeveralJars_isOnePlugin() {
        String connector = "sample.SampleConnector";
        PluginJar.working("sample").without(connector).write(folder.resolve("parts/plugin.jar"));
        PluginJar.working("sample")
                .without("sample.SamplePlugin")
                .withoutProvider()
                .write(folder.resolve("parts/library.jar"));
        try (LoadedPlugin plugin = PluginLoader.load(folder.resolve("parts"))) {
            assertThat(plugin.name()).isEqualTo("parts");
            assertThat(open(plugin).check().usable()).isTrue();
        }
    }

    @Test
    void folder_withoutJar_isRefused() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        assertProblem(folder.resolve("empty"), "empty: holds no jar", "put the plugin's jars into it");
    }

    @Test
    void jar_missing_isRefused() {
        assertProblem(folder.resolve("gone.jar"), "gone.jar: does not exist", "check the path");
    }

    @Test
    void jar_thatIsText_isRefused() throws IOException {
        Path jar = Files.writeString(folder.resolve("text.jar"), "hello");
        assertProblem(jar, "text.jar: is not a jar, or is cut short", "copy it again");
    }

    @Test
    void jar_cutShort_isRefused() throws IOException {
        Path jar = PluginJar.working("sample").write(folder.resolve("cut.jar"));
        byte[] whole = Files.readAllBytes(jar);
        Files.write(jar, Arrays.copyOf(whole, whole.length - 100));
        assertProblem(jar, "cut.jar: is not a jar, or is cut short", "copy it again");
    }

    @Test
    void folder_withOneJarCutShort_namesTheJar() throws IOException {
        PluginJar.working("sample").write(folder.resolve("parts/a.jar"));
        Files.writeString(folder.resolve("parts/b.jar"), "hello");
        assertProblem(folder.resolve("parts"), "parts: b.jar in it is not a jar", "copy it again");
    }

    @Test
    void provider_none_isRefused() {
        assertProblem(new PluginJar().entry("readme.txt", "nothing here"), "offers no connector", "META-INF/services");
    }

    @Test
    void provider_onTheHostsOwnClassPath_isNotSeen() {
        assertThat(ServiceLoader.load(ConnectorPlugin.class)).hasSize(1);
        assertProblem(new PluginJar().entry("readme.txt", ""), "offers no connector", "META-INF/services");
    }

    @Test
    void providers_two_areRefusedByName() {
        assertProblem(
                PluginJar.working("sample")
                        .source("sample.Other", "package sample; public class Other extends SamplePlugin {}")
                        .provider("sample.SamplePlugin", "sample.Other"),
                "offers more than one connector: sample.SamplePlugin and sample.Other",
                "exactly one");
    }

    @Test
    void provider_whoseClassIsMissing_isRefusedByName() {
        assertProblem(
                PluginJar.working("sample").without("sample.SamplePlugin"),
                "cannot be created: Provider sample.SamplePlugin not found",
                "must name exactly one public class");
    }

    @Test
    void provider_thatIsNoConnectorPlugin_isRefusedByName() {
        assertProblem(
                new PluginJar()
                        .source("sample.Wrong", "package sample; public class Wrong {}")
                        .provider("sample.Wrong"),
                "sample.Wrong not a subtype",
                "implements ConnectorPlugin");
    }

    @Test
    void provider_withPrivateConstructor_isRefusedByName() {
        assertProblem(withMember("private SamplePlugin() {}"), "sample.SamplePlugin", "public constructor");
    }

    @Test
    void provider_whoseConstructorThrows_isRefusedWithTheTypeThrown() {
        assertProblem(
                withMember("public SamplePlugin() { throw new IllegalStateException(\"a-password\"); }"),
                "as it threw java.lang.IllegalStateException",
                "must neither fail");
    }

    @Test
    void provider_whoseStaticInitialiserThrows_isRefusedWithTheTypeThrown() {
        assertProblem(
                withMember("static { Integer.parseInt(\"a-password\"); }"),
                "as it threw java.lang.NumberFormatException",
                "must neither fail");
    }

    @Test
    void spiVersion_newer_isRefused() {
        assertProblem(
                changed("SpiVersion.CURRENT", "2"),
                "was built for SPI version 2, but this host has version 1",
                "update the host");
    }

    @Test
    void spiVersion_older_isRefused() {
        assertProblem(changed("SpiVersion.CURRENT", "0"), "was built for SPI version 0", "use a newer build");
    }

    @Test
    void method_thatTheSpiDoesNotHave_isToldAsAnotherVersion() {
        assertProblem(
                PluginJar.working("sample")
                        .patched("sample.SamplePlugin", bytes -> renamed(bytes, "required", "demanded")),
                "was built against another version",
                "use a build of the plugin for SPI version 1");
    }

    @Test
    void class_ofANewerJava_isToldAsSuch() {
        assertProblem(
                PluginJar.working("sample").patched("sample.SamplePlugin", bytes -> {
                    bytes[7] = 99;
                    return bytes;
                }),
                "compiled for a newer Java",
                "--release");
    }

    @Test
    void library_missingFromTheJar_isNamed() {
        assertProblem(
                PluginJar.working("sample")
                        .source(
                                "sample.SamplePlugin",
                                PluginJar.samplePlugin("sample")
                                        .replace("class SamplePlugin", "class SamplePlugin extends library.Base"))
                        .source("library.Base", "package library; public class Base {}")
                        .without("library.Base"),
                "the class library.Base is missing",
                "jars inside a jar are not read");
    }

    @Test
    void descriptor_thatThrows_isRefusedWithTheTypeThrown() {
        assertProblem(
                changed(
                        "ConfigSchema schema =",
                        "if (true) throw new IllegalStateException(\"a-password\"); ConfigSchema schema ="),
                "unexpected java.lang.IllegalStateException",
                "report it to the maker");
    }

    @Test
    void descriptor_null_isRefused() {
        assertProblem(
                changed("ConfigSchema schema =", "if (true) return null; ConfigSchema schema ="), "null", "report");
    }

    @Test
    void copyOfTheSpiInTheJar_isIgnored() {
        PluginJar jar = PluginJar.working("sample").entry("dev/lanyard/spi/Connector.class", "not even a class");
        try (LoadedPlugin plugin = load(jar)) {
            assertThat(open(plugin).check().usable()).isTrue();
        }
    }

    @Test
    void open_afterClose_isRefused() {
        LoadedPlugin plugin = load(PluginJar.working("sample"));
        Connector connector = open(plugin);
        plugin.close();
        plugin.close();
        assertDefect(() -> open(plugin), "is closed");
        assertDefect(connector::check, "is closed");
        connector.close();
        assertThat(plugin.descriptor().id()).isEqualTo("sample");
    }

    @Test
    void close_closesConnectorsThatAreStillOpenOnce() {
        LoadedPlugin plugin = load(PluginJar.working("sample"));
        List<String> closed = new ArrayList<>();
        TestHost host = new TestHost((reason, howLong) -> closed.add(reason));
        plugin.open(config(plugin, "north"), host).close();
        plugin.open(config(plugin, "south"), host);
        plugin.close();
        assertThat(closed).containsExactly("closed north", "closed south");
    }

    private LoadedPlugin load(PluginJar jar) {
        return PluginLoader.load(jar.write(folder.resolve("tested.jar")));
    }

    private static Connector open(LoadedPlugin plugin) {
        return plugin.open(config(plugin, "north"), new TestHost((reason, howLong) -> {}));
    }

    private static ConnectorConfig config(LoadedPlugin plugin, String site) {
        return plugin.descriptor().schema().configure(Map.of("siteName", site));
    }

    private static PluginJar withMember(String member) {
        return changed("implements ConnectorPlugin {", "implements ConnectorPlugin {\n" + member);
    }

    private static PluginJar changed(String from, String to) {
        String source = PluginJar.samplePlugin("sample");
        assertThat(source).contains(from);
        return PluginJar.working("sample").source("sample.SamplePlugin", source.replace(from, to));
    }

    /** Renames a method in the constant pool; both names have the same length. */
    private static byte[] renamed(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void assertProblem(PluginJar jar, String message, String remedy) {
        assertProblem(jar.write(folder.resolve("tested.jar")), message, remedy);
    }

    private static void assertProblem(Path source, String message, String remedy) {
        PluginLoadException refused = catchThrowableOfType(PluginLoadException.class, () -> PluginLoader.load(source));
        assertThat(refused).isNotNull();
        assertThat(refused).hasMessageStartingWith(source.getFileName() + ": ").hasMessageContaining(message);
        assertThat(refused.problem().source()).isEqualTo(source);
        assertThat(refused.problem().remedy()).contains(remedy);
        assertThat(refused.problem().toString()).doesNotContain("a-password").doesNotContain("\n");
    }

    private static void assertDefect(ThrowingCallable call, String message) {
        ConnectorException refused = catchThrowableOfType(ConnectorException.class, call);
        assertThat(refused).hasMessageContaining(message);
        assertThat(refused.kind()).isEqualTo(ErrorKind.DEFECT);
    }
}
