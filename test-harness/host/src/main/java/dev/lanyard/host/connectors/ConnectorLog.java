package dev.lanyard.host.connectors;

import dev.lanyard.host.PlainLine;
import dev.lanyard.host.Problem;
import dev.lanyard.spi.config.Secret;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * What has become of one connector, for a person to read: a file of its own, one line an event. Safe for use by many
 * threads and processes.
 *
 * <p>Lines go to the logger {@code lanyard.connector}, with the file in the diagnostic context under
 * {@code lanyardConnectorLog}; {@code logback.xml} routes and rotates them. Whoever embeds the host can send them
 * elsewhere.
 */
public final class ConnectorLog {

    private static final Logger LOG = LoggerFactory.getLogger("lanyard.connector");
    private static final String FILE = "lanyardConnectorLog";
    private static final String HIDDEN = "***";
    /** What is shorter may be part of any word. */
    private static final int SHORTEST_SECRET = 4;

    private final Path file;
    private final List<Secret> secrets = new CopyOnWriteArrayList<>();

    ConnectorLog(Path file) {
        this.file = file;
    }

    /**
     * Where it is. The file before it is {@code connector.log.1}, and so on.
     *
     * @return the file, which is there once something has happened
     */
    public Path file() {
        return file;
    }

    /** Hides these from now on, wherever they come from: nothing that is logged should hold one, and now none can. */
    void conceal(Collection<Secret> more) {
        secrets.addAll(more);
    }

    void info(String line) {
        write(() -> LOG.info("{}", plain(line)));
    }

    void warn(String line) {
        write(() -> LOG.warn("{}", plain(line)));
    }

    void warn(Problem problem) {
        warn(problem.message() + remedy(problem));
    }

    void error(Problem problem) {
        write(() -> LOG.error("{}", plain(problem.message() + remedy(problem))));
    }

    private static String remedy(Problem problem) {
        return problem.remedy().isEmpty() ? "" : "; remedy: " + problem.remedy();
    }

    private void write(Runnable writing) {
        MDC.put(FILE, file.toString());
        try {
            writing.run();
        } finally {
            MDC.remove(FILE);
        }
    }

    /** One line, whatever a system has sent. */
    String plain(String line) {
        String plain = PlainLine.of(line);
        for (Secret secret : secrets) {
            String text = plain;
            plain = secret.reveal(value -> value.length() < SHORTEST_SECRET ? text : text.replace(value, HIDDEN));
        }
        return plain;
    }
}
