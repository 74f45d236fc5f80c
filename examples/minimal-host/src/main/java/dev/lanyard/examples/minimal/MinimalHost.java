package dev.lanyard.examples.minimal;

import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.ConnectorPlugin;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.ProgressListener;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.vault.Vault;
import java.io.Reader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;

/** The smallest platform that can run a connector: loads one jar, and tells the key of every record that it reads. */
public final class MinimalHost {

    private MinimalHost() {}

    /** Prints the keys; takes the plugin jar and a properties file with its settings. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("usage: minimal-host PLUGIN.jar SETTINGS.properties");
            System.exit(2);
        }
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[1]))) {
            settings.load(reader);
        }
        Map<String, String> values = new HashMap<>();
        settings.forEach((name, value) -> values.put((String) name, (String) value));
        try {
            sync(Path.of(arguments[0]), values, System.out::println);
        } catch (ConnectorException trouble) {
            System.err.println("error: " + trouble.getMessage() + "\nremedy: " + trouble.remedy());
            System.exit(1);
        }
    }

    static void sync(Path jar, Map<String, String> settings, Consumer<String> keys) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            // Libraries inside the jar find their own services through the context class loader.
            thread.setContextClassLoader(loader);
            ConnectorPlugin plugin = ServiceLoader.load(ConnectorPlugin.class, loader)
                    .findFirst()
                    .orElseThrow();
            Set<String> streams = new HashSet<>();
            plugin.descriptor().streams().forEach(stream -> streams.add(stream.id()));
            HostServices services = new Services(
                    Clock.systemUTC(),
                    new Never(false, Optional.empty()),
                    (reason, howLong) -> System.err.println("waiting " + howLong + ": " + reason),
                    Vault.none());
            try (Connector connector = plugin.open(plugin.descriptor().schema().configure(settings), services)) {
                for (SyncPartition partition : connector.plan(SyncRequest.full(streams))) {
                    SyncPage page = connector.read(partition, Cursor.start());
                    page.records().forEach(record -> keys.accept(record.key().text()));
                    while (page.next() instanceof NextStep.More more) {
                        page = connector.read(partition, more.cursor());
                        page.records()
                                .forEach(record -> keys.accept(record.key().text()));
                    }
                }
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private record Services(Clock clock, Cancellation cancellation, ProgressListener progress, Vault vault)
            implements HostServices {}

    /** Nobody cancels this program but by ending it. */
    private record Never(boolean isCancelled, Optional<Instant> deadline) implements Cancellation {
        @Override
        public Registration onCancel(Runnable action) {
            return () -> {};
        }
    }
}
