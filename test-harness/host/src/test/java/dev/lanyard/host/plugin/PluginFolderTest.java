package dev.lanyard.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.host.HostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {

    @TempDir
    Path folder;

    @Test
    void open_goodAndBad_loadsTheGoodAndNamesEachBad() throws IOException {
        PluginJar.working("good").write(folder.resolve("good.jar"));
        PluginJar.working("in-parts").write(folder.resolve("parts/plugin.jar"));
        Files.writeString(folder.resolve("truncated.jar"), "PK");
        new PluginJar()
                .provider("java.sample.Plugin")
                .entry("java/sample/Plugin.class", "")
                .write(folder.resolve("forbidden.jar"));
        new PluginJar().entry("a.txt", "").write(folder.resolve("none.jar"));
        PluginJar.working("old")
                .source("sample.SamplePlugin", PluginJar.samplePlugin("old").replace("SpiVersion.CURRENT", "7"))
                .write(folder.resolve("old.jar"));
        try (PluginFolder opened = PluginFolder.open(folder)) {
            assertThat(opened.plugins()).extracting(LoadedPlugin::name).containsExactly("good", "parts");
            assertThat(opened.problems())
                    .extracting(PluginProblem::describe)
                    .satisfiesExactly(
                            forbidden -> assertThat(forbidden)
                                    .isEqualTo("forbidden.jar: Java refuses a class of it:"
                                            + " Prohibited package name: java.sample"),
                            none -> assertThat(none).isEqualTo("none.jar: offers no connector"),
                            old -> assertThat(old).startsWith("old.jar: was built for SPI version 7"),
                            cut -> assertThat(cut).startsWith("truncated.jar: is not a jar"));
            assertThat(opened.problems())
                    .allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
        }
    }

    @Test
    void open_sameIdTwice_usesTheFirstInAlphabeticalOrder() {
        PluginJar.working("same").write(folder.resolve("b.jar"));
        PluginJar.working("same").write(folder.resolve("a.jar"));
        try (PluginFolder opened = PluginFolder.open(folder)) {
            assertThat(opened.plugins()).extracting(LoadedPlugin::name).containsExactly("a");
            assertThat(opened.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.describe())
                        .isEqualTo("b.jar: offers the connector 'same', which a.jar offers already");
                assertThat(problem.remedy()).contains("remove one of the two");
            });
        }
    }

    @Test
    void open_otherFiles_arePassedOver() throws IOException {
        Files.writeString(folder.resolve("README.txt"), "read me");
        Files.createDirectories(folder.resolve(".hidden"));
        try (PluginFolder opened = PluginFolder.open(folder)) {
            assertThat(opened.plugins()).isEmpty();
            assertThat(opened.problems()).isEmpty();
        }
    }

    @Test
    void open_missingFolder_isRefused() {
        assertThatThrownBy(() -> PluginFolder.open(folder.resolve("nowhere")))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("nowhere does not exist");
    }

    @Test
    void find_idGoesBeforeFileName() {
        PluginJar.working("b").write(folder.resolve("a.jar"));
        PluginJar.working("c").write(folder.resolve("b.jar"));
        try (PluginFolder opened = PluginFolder.open(folder)) {
            assertThat(opened.find("b")).map(LoadedPlugin::name).contains("a");
            assertThat(opened.find("a")).map(LoadedPlugin::name).contains("a");
            assertThat(opened.find("d")).isEmpty();
        }
    }
}
