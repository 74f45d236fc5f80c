package dev.lanyard.entra.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.entra.testing.MarkdownFile;
import dev.lanyard.entra.testing.TestHost;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PackedJarIT {

    private static final EntraSimulator SIMULATOR = EntraSimulator.start();
    private static final int ROUNDS = 10;

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void jar_holdsWhatItNeeds_andNothingOfTheHosts() throws IOException {
        try (JarFile jar = new JarFile(PackedPlugin.path().toFile())) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();

            assertThat(names)
                    .contains(
                            "META-INF/services/dev.lanyard.spi.ConnectorPlugin",
                            "META-INF/LICENSE",
                            "META-INF/NOTICE",
                            "dev/lanyard/entra/EntraPlugin.class",
                            "okhttp3/OkHttpClient.class")
                    .noneMatch(name -> name.startsWith("dev/lanyard/spi/"))
                    .noneMatch(name -> name.startsWith("org/slf4j/"))
                    .noneMatch(name -> name.startsWith("io/netty/") || name.startsWith("reactor/netty/"))
                    .noneMatch(name -> name.endsWith("module-info.class"))
                    .noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)"));
        }
    }

    @Test
    void everyLibrary_isListedWithItsLicence() throws IOException {
        try (JarFile jar = new JarFile(PackedPlugin.path().toFile())) {
            List<String> listed = text(jar, "META-INF/THIRD-PARTY.md")
                    .lines()
                    .filter(line -> line.startsWith("| `"))
                    .flatMap(line -> MarkdownFile.code(line.split("\\|", -1)[1]).stream())
                    .toList();
            Set<String> packages = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replaceFirst("META-INF/versions/\\d+/", ""))
                    .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
                    .collect(Collectors.toSet());

            assertThat(packages)
                    .allSatisfy(name -> assertThat(listed).anyMatch(library -> name.startsWith(library + "/")));
            assertThat(listed)
                    .allSatisfy(library -> assertThat(packages).anyMatch(name -> name.startsWith(library + "/")));
            assertThat(text(jar, "META-INF/NOTICE")).startsWith("Lanyard\n");
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        try (InputStream in = jar.getInputStream(Objects.requireNonNull(jar.getEntry(name), name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void jar_checksAndSyncs_onItsOwn() {
        try (PackedPlugin packed = new PackedPlugin()) {
            assertThat(use(packed)).isGreaterThan(200);
        }
    }

    @Test
    void jar_usedAndClosedManyTimes_leavesNoThreadAndNoClassLoader() throws InterruptedException {
        use(); // What the host's own process loads once and for all.
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            loaders.add(use());
        }

        awaitCollection(loaders);

        assertThat(loaders).as("class loaders left").allMatch(loader -> loader.get() == null);
        assertThat(threadsSince(before)).as("threads left").isEmpty();
    }

    private static Set<String> threadsSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                // The simulator's own, in this process only for the test's sake.
                .filter(name -> !name.startsWith("qtp"))
                .collect(Collectors.toSet());
    }

    private static void awaitCollection(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        long deadline = System.nanoTime() + 15_000_000_000L;
        while (loaders.stream().anyMatch(loader -> loader.get() != null) && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(200);
        }
    }

    private static WeakReference<ClassLoader> use() {
        try (PackedPlugin packed = new PackedPlugin()) {
            use(packed);
            return new WeakReference<>(packed.loader());
        }
    }

    private static int use(PackedPlugin packed) {
        ClassLoader usual = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(packed.loader());
        try {
            ConnectorConfig config = packed.plugin().descriptor().schema().configure(settings());
            int records = 0;
            try (Connector connector = packed.plugin().open(config, new TestHost())) {
                assertThat(connector.check().usable()).isTrue();
                for (SyncPartition partition : connector.plan(SyncRequest.full(Set.of("accounts", "groups")))) {
                    Cursor cursor = Cursor.start();
                    for (boolean more = true; more; ) {
                        SyncPage page = connector.read(partition, cursor);
                        records += page.records().size();
                        more = page.next() instanceof NextStep.More;
                        if (page.next() instanceof NextStep.More next) {
                            cursor = next.cursor();
                        }
                    }
                }
            }
            return records;
        } finally {
            Thread.currentThread().setContextClassLoader(usual);
        }
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("tenantId", SIMULATOR.tenantId());
        settings.put("clientId", SIMULATOR.clientId());
        settings.put("clientSecret", SIMULATOR.clientSecret());
        settings.put("graphDomain", "custom");
        settings.put("graphUrl", SIMULATOR.url());
        settings.put("authorityUrl", SIMULATOR.url());
        settings.put("trustedCertificates", SIMULATOR.caPem());
        return settings;
    }
}
