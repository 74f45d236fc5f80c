package dev.lanyard.host.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.sync.SyncRequest;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginUnloadTest {

    private static final int TIMES = 12;

    @TempDir
    Path folder;

    @Test
    void close_manyTimes_everyLoaderIsCollected() throws InterruptedException {
        Path jar = PluginJar.working("sample").write(folder.resolve("sample.jar"));
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            loaders.add(useAndClose(jar).loader());
        }
        assertCollected(loaders);
    }

    @Test
    void close_whileTheHostKeepsConnectors_everyLoaderIsCollected() throws InterruptedException {
        Path jar = PluginJar.working("sample").write(folder.resolve("sample.jar"));
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            Used used = useAndClose(jar);
            loaders.add(used.loader());
            kept.add(used.stillHeld());
        }
        assertCollected(loaders);
        assertThat(kept).hasSize(TIMES);
    }

    @Test
    void load_refused_leavesNoLoaderBehind() throws InterruptedException {
        Path jar = PluginJar.working("sample")
                .source(
                        "sample.SamplePlugin",
                        PluginJar.samplePlugin("sample")
                                .replace("SpiVersion.CURRENT", "loaders(getClass().getClassLoader())")
                                .replace("implements ConnectorPlugin {", """
                                        implements ConnectorPlugin {
                                            static int loaders(ClassLoader own) {
                                                System.getProperties().put("seen.loader",
                                                        new java.lang.ref.WeakReference<>(own));
                                                return 7;
                                            }
                                        """))
                .write(folder.resolve("sample.jar"));
        try (PluginFolder opened = PluginFolder.open(folder)) {
            assertThat(opened.problems()).hasSize(1);
        }
        assertThat(jar).exists();
        Object seen = Objects.requireNonNull(System.getProperties().remove("seen.loader"));
        assertCollected(List.of(asLoader(seen)));
    }

    @Test
    void close_jarIsNoLongerOpen() throws IOException {
        assumeThat(Path.of("/proc/self/fd")).isDirectory();
        Path jar = readsItsOwnResource("first").write(folder.resolve("sample.jar"));
        try (LoadedPlugin plugin = PluginLoader.load(jar)) {
            assertThat(plugin.descriptor().displayName()).isEqualTo("first");
            assertThat(openFiles()).contains(jar.toRealPath());
        }
        assertThat(openFiles()).doesNotContain(jar.toRealPath());
    }

    @Test
    void jar_replacedAfterClose_isReadAnew() {
        Path jar = folder.resolve("sample.jar");
        for (String text : List.of("first", "second and longer", "3")) {
            try (LoadedPlugin plugin =
                    PluginLoader.load(readsItsOwnResource(text).write(jar))) {
                assertThat(plugin.descriptor().displayName()).isEqualTo(text);
            }
        }
    }

    /** A plugin whose name stands in a file of its jar, which it reads through a URL, as many libraries do. */
    private static PluginJar readsItsOwnResource(String text) {
        return PluginJar.working("sample")
                .entry("sample/name.txt", text)
                .source(
                        "sample.SamplePlugin",
                        PluginJar.samplePlugin("sample")
                                .replace("\"Sample\"", "name()")
                                .replace("implements ConnectorPlugin {", """
                                        implements ConnectorPlugin {
                                            static String name() {
                                                try (var in = SamplePlugin.class.getResource("name.txt").openStream()) {
                                                    return new String(in.readAllBytes());
                                                } catch (java.io.IOException failed) {
                                                    throw new java.io.UncheckedIOException(failed);
                                                }
                                            }
                                        """));
    }

    private record Used(WeakReference<ClassLoader> loader, Object stillHeld) {}

    private static Used useAndClose(Path jar) {
        List<ClassLoader> seen = new ArrayList<>();
        try (LoadedPlugin plugin = PluginLoader.load(jar)) {
            TestHost host = new TestHost((reason, howLong) -> seen.addAll(callers()));
            Connector connector =
                    plugin.open(plugin.descriptor().schema().configure(Map.of("siteName", "north")), host);
            connector.plan(SyncRequest.full(Set.of("accounts")));
            Connector closed = plugin.open(plugin.descriptor().schema().configure(Map.of("siteName", "south")), host);
            closed.close();
            return new Used(new WeakReference<>(seen.get(0)), List.of(connector, closed, plugin));
        }
    }

    /** The plugin loaders of the classes on the calling thread's stack. */
    private static List<ClassLoader> callers() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.<ClassLoader>map(
                                frame -> frame.getDeclaringClass().getClassLoader())
                        .filter(PluginClassLoader.class::isInstance)
                        .toList());
    }

    private static void assertCollected(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        Instant patience = Instant.now().plus(Duration.ofSeconds(20));
        while (loaders.stream().anyMatch(loader -> loader.get() != null)
                && Instant.now().isBefore(patience)) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(loaders).allSatisfy(loader -> assertThat(loader.get()).isNull());
    }

    @SuppressWarnings("unchecked")
    private static WeakReference<ClassLoader> asLoader(Object reference) {
        return (WeakReference<ClassLoader>) reference;
    }

    private static List<Path> openFiles() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.map(PluginUnloadTest::target).toList();
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException closedMeanwhile) {
            return descriptor;
        }
    }
}
