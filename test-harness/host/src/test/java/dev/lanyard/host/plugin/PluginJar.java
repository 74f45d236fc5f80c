package dev.lanyard.host.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Builds plugin jars from source text, good ones and broken ones. */
public final class PluginJar {

    private static final String SERVICE = "META-INF/services/dev.lanyard.spi.ConnectorPlugin";

    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Set<String> left = new HashSet<>();

    /** A jar that works: a connector with the given id, of class {@code sample.SamplePlugin}. */
    public static PluginJar working(String id) {
        return new PluginJar()
                .source("sample.SamplePlugin", samplePlugin(id))
                .source("sample.SampleConnector", SAMPLE_CONNECTOR)
                .provider("sample.SamplePlugin");
    }

    /** Adds a class. */
    public PluginJar source(String className, String code) {
        sources.put(className, code);
        return this;
    }

    /** Adds a file. */
    public PluginJar entry(String name, String content) {
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** Names the providers. */
    public PluginJar provider(String... classNames) {
        return entry(SERVICE, String.join("\n", classNames));
    }

    /** Names no provider. */
    public PluginJar withoutProvider() {
        entries.remove(SERVICE);
        return this;
    }

    /** Compiles with this class, but leaves it out of the jar. */
    public PluginJar without(String className) {
        left.add(className.replace('.', '/') + ".class");
        return this;
    }

    /** Changes the class file of a class as another compiler might have. */
    public PluginJar patched(String className, UnaryOperator<byte[]> patch) {
        compile().forEach((name, bytes) -> {
            if (name.equals(className.replace('.', '/') + ".class")) {
                entries.put(name, patch.apply(bytes.clone()));
            }
        });
        return this;
    }

    /** Compiles, and writes the jar. */
    public Path write(Path jar) {
        Map<String, byte[]> content = new LinkedHashMap<>(compile());
        content.putAll(entries);
        content.keySet().removeAll(left);
        try {
            Files.createDirectories(jar.toAbsolutePath().getParent());
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file)) {
                for (Map.Entry<String, byte[]> entry : content.entrySet()) {
                    out.putNextEntry(new JarEntry(entry.getKey()));
                    out.write(entry.getValue());
                    out.closeEntry();
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return jar;
    }

    /** Many tests use the same sources; compiling is what takes their time. */
    private Map<String, byte[]> compile() {
        return COMPILED.computeIfAbsent(Map.copyOf(sources), PluginJar::compile);
    }

    private static Map<String, byte[]> compile(Map<String, String> sources) {
        if (sources.isEmpty()) {
            return Map.of();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        ClassesInMemory classes = new ClassesInMemory(compiler.getStandardFileManager(null, null, null));
        StringWriter messages = new StringWriter();
        List<Source> units = sources.entrySet().stream()
                .map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
        if (!compiler.getTask(messages, classes, null, options, null, units).call()) {
            throw new IllegalArgumentException("the test's plugin does not compile: " + messages);
        }
        return classes.written();
    }

    private static final class ClassesInMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

        ClassesInMemory(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(className.replace('.', '/') + ".class", bytes);
                    return bytes;
                }
            };
        }

        Map<String, byte[]> written() {
            Map<String, byte[]> written = new LinkedHashMap<>();
            classes.forEach((name, bytes) -> written.put(name, bytes.toByteArray()));
            return written;
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String className, String code) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }

    /** The source of a plugin, of which a test can replace a part. */
    public static String samplePlugin(String id) {
        return SAMPLE_PLUGIN.replace("SAMPLE_ID", id);
    }

    private static final String SAMPLE_PLUGIN = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.config.*;
            import dev.lanyard.spi.describe.*;
            import java.util.*;

            public class SamplePlugin implements ConnectorPlugin {
                public ConnectorDescriptor descriptor() {
                    ConfigSchema schema = new ConfigSchema(List.of(
                            ConfigField.named("siteName", "Site", new FieldType.Text(Optional.empty(), "a name"))
                                    .description("Which site to read.").group("Connection").required().example("north")
                                    .build(),
                            ConfigField.named("apiKey", "Key", new FieldType.SecretText())
                                    .description("The key of the site.").group("Connection").build(),
                            ConfigField.named("lastSeen", "Last seen", new FieldType.Flag())
                                    .description("When people were seen.").group("Reading").defaultValue("false")
                                    .permissions(new Permission(List.of("Log.Read", "Log.Write"), "to read visits", true))
                                    .licence("Plan 2").build()), List.of());
                    return new ConnectorDescriptor("SAMPLE_ID", "Sample", "1.0", SpiVersion.CURRENT, schema,
                            List.of(new ResourceTypeDescriptor("user", "User", Set.of(), List.of())),
                            List.of(new StreamDescriptor("accounts", "Accounts", "People.", Set.of("user"), false,
                                    List.of(new Permission(List.of("People.Read"), "to read people", false)))));
                }

                public Connector open(ConnectorConfig config, HostServices host) {
                    return new SampleConnector(config.text("siteName").orElse(""), host);
                }
            }
            """;

    private static final String SAMPLE_CONNECTOR = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.check.*;
            import dev.lanyard.spi.error.*;
            import dev.lanyard.spi.sync.*;
            import dev.lanyard.spi.traffic.*;
            import java.util.*;

            class SampleConnector implements Connector {
                private final String site;
                private final HostServices host;
                private boolean closed;

                SampleConnector(String site, HostServices host) {
                    this.site = site;
                    this.host = host;
                }

                public CheckReport check() {
                    if (site.equals("blocked")) {
                        return new CheckReport(List.of(new CapabilityStatus("accounts", Readiness.BLOCKED,
                                List.of(new Finding("People.Read", "People.Read is not granted", "grant People.Read")))));
                    }
                    return new CheckReport(List.of(new CapabilityStatus("accounts", Readiness.READY, List.of())));
                }

                public List<SyncPartition> plan(SyncRequest request) {
                    return List.of(new SyncPartition("accounts", "", false, site));
                }

                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    return new SyncPage(List.of(), new NextStep.Done(Optional.empty()), List.of(), List.of(),
                            OptionalLong.empty(), ReadCost.FREE);
                }

                public Map<String, ServiceTraffic> traffic() {
                    return Map.of();
                }

                public void close() {
                    if (!closed) {
                        closed = true;
                        host.progress().waiting("closed " + site, java.time.Duration.ZERO);
                    }
                }
            }
            """;
}
