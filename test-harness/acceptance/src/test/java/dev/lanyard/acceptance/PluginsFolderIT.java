package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.tenant.TenantShape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Good and bad jars in one folder: the good ones work, each bad one is named with what to do about it. */
class PluginsFolderIT {

    private static final String PLUGIN = """
            package other;
            import dev.lanyard.spi.*;
            import dev.lanyard.spi.config.*;
            import dev.lanyard.spi.describe.*;
            import java.util.List;
            public final class OtherPlugin implements ConnectorPlugin {
                public ConnectorDescriptor descriptor() {
                    return new ConnectorDescriptor("%s", "Other", "1", %d,
                            new ConfigSchema(List.of(), List.of()), List.of(), List.of());
                }
                public Connector open(ConnectorConfig config, HostServices host) {
                    throw new IllegalStateException("not opened here");
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void badJars_areNamedAndDisturbNoOther() throws Exception {
        try (ConnectedTenant tenant = ConnectedTenant.start(folder, new TenantShape(50, 10, 80, 3))) {
            Path plugins = folder.resolve("plugins");
            byte[] whole = Files.readAllBytes(House.CONNECTOR_JAR);
            Files.write(plugins.resolve("truncated.jar"), Arrays.copyOf(whole, whole.length / 2));
            jar(plugins.resolve("empty-handed.jar"), folder, List.of());
            Path folderPlugin = Files.createDirectories(plugins.resolve("in-a-folder"));
            compiled(folderPlugin.resolve("other.jar"), "other", 1);
            compiled(plugins.resolve("from-the-future.jar"), "future", 2);

            LanyardCommand.Outcome listed = tenant.lanyard().run("plugins");

            assertThat(listed.output()).contains("entra-id").contains("other");
            for (String bad : List.of("truncated.jar", "empty-handed.jar", "from-the-future.jar")) {
                assertThat(listed.everything().lines().filter(line -> line.contains(bad)))
                        .as("%s is named in%n%s", bad, listed.everything())
                        .isNotEmpty();
            }
            assertThat(listed.everything()).contains("remedy").doesNotContain("\tat ");
            tenant.sync("tenant.db");
            assertThat(tenant.export("tenant.db")).isNotEmpty();
        }
    }

    private void compiled(Path jar, String id, int spiVersion) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        Path source = Files.createDirectories(classes.resolve("other")).resolve("OtherPlugin.java");
        Files.writeString(source, PLUGIN.formatted(id, spiVersion));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(result).isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("dev.lanyard.spi.ConnectorPlugin"), "other.OtherPlugin\n");
        jar(jar, classes, List.of("other/OtherPlugin.class", "META-INF/services/dev.lanyard.spi.ConnectorPlugin"));
    }

    private static void jar(Path jar, Path from, List<String> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("readme.txt"));
            out.write("a jar\n".getBytes(StandardCharsets.UTF_8));
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                Files.copy(from.resolve(entry), out);
            }
        }
    }
}
