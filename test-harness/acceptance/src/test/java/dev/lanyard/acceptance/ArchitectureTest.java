package dev.lanyard.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. */
class ArchitectureTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .importPaths(Stream.of(
                            "spi-api",
                            "test-harness/host",
                            "test-harness/contract",
                            "test-harness/entra-simulator",
                            "entra-plugin")
                    .map(module -> House.ROOT.resolve(module).resolve("target/classes"))
                    .toList());

    @ParameterizedTest
    @ValueSource(strings = {"spi", "host", "contract", "simulator", "entra"})
    void everyModuleIsSeen(String module) {
        assertThat(HOUSE.stream().filter(type -> type.getPackageName().startsWith("dev.lanyard." + module)))
                .isNotEmpty();
    }

    @Test
    void spi_knowsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.lanyard.spi..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.lanyard.spi..", "java..", "org.jspecify.annotations..")
                .check(HOUSE);
    }

    @Test
    void connector_knowsNothingOfOursButTheSpi() {
        forbid("entra", "host", "contract", "simulator");
    }

    @Test
    void host_neverNamesEntra() {
        forbid("host", "entra", "contract", "simulator");
    }

    @Test
    void contractSuite_knowsSpiAndHostOnly() {
        forbid("contract", "entra", "simulator");
    }

    @Test
    void simulator_speaksGraphOnly() {
        forbid("simulator", "spi", "host", "contract", "entra");
    }

    @Test
    void connector_goesOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("sync")
                .definedBy("dev.lanyard.entra.sync..")
                .layer("events")
                .definedBy("dev.lanyard.entra.events..")
                .layer("provision")
                .definedBy("dev.lanyard.entra.provision..")
                .layer("check")
                .definedBy("dev.lanyard.entra.check..")
                .layer("graph")
                .definedBy("dev.lanyard.entra.graph..")
                .layer("exchange")
                .definedBy("dev.lanyard.entra.exchange..")
                .layer("auth")
                .definedBy("dev.lanyard.entra.auth..")
                .layer("http")
                .definedBy("dev.lanyard.entra.http..")
                .layer("config")
                .definedBy("dev.lanyard.entra.config..")
                .whereLayer("events")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("sync")
                .mayOnlyBeAccessedByLayers("events")
                .whereLayer("provision")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("graph")
                .mayOnlyBeAccessedByLayers("events", "sync", "provision", "check")
                .whereLayer("exchange")
                .mayOnlyBeAccessedByLayers("provision")
                .whereLayer("auth")
                .mayOnlyBeAccessedByLayers("graph", "exchange", "check")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("http", "auth", "graph", "exchange", "sync", "events", "provision", "check")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("auth", "graph", "exchange", "provision", "check")
                .check(HOUSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spi", "host", "contract", "simulator", "entra"})
    void packagesOfAModule_doNotTurnInCircles(String module) {
        slices().matching("dev.lanyard." + module + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(HOUSE);
    }

    @Test
    void everyPackage_saysWhatLivesThere() throws IOException {
        try (Stream<Path> files = Files.walk(House.ROOT)) {
            Set<Path> packages = files.filter(file -> file.toString().contains("/src/main/java/"))
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(packages)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(folder ->
                            assertThat(folder.resolve("package-info.java")).exists());
        }
    }

    private static void forbid(String module, String... others) {
        String[] packages =
                Stream.of(others).map(other -> "dev.lanyard." + other + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.lanyard." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(HOUSE);
    }
}
