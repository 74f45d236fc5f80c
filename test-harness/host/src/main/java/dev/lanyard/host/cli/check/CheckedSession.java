package dev.lanyard.host.cli.check;

import dev.lanyard.host.HostException;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.ConnectorSession;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.connectors.ConnectorWatch;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import java.util.function.Consumer;

/**
 * A connector that was opened and tried, of which its state and its log tell. Closing it closes the connector.
 *
 * @param session the open connector
 * @param report what was found
 */
public record CheckedSession(ConnectorSession session, CheckReport report) implements AutoCloseable {

    /**
     * Opens a connector and tries it.
     *
     * @param options where plugins and settings are, and whose state and log tell of it
     * @param vault where the vault is
     * @param host what else to lend to the connector
     * @param first may refuse what is asked of the connector, before anything is sent
     * @param then may refuse to go on with what was found
     * @return the session; the caller closes it
     * @throws HostException with every problem of the settings, or if the plugin is not there
     * @throws ConnectorException as the connector throws it
     */
    public static CheckedSession open(
            CommonOptions options,
            VaultOptions vault,
            EmbeddedHostServices host,
            Consumer<ConnectorDescriptor> first,
            Consumer<CheckReport> then) {
        ConnectorWatch watch = options.watch();
        ConnectorWatch.Activity connecting = watch.connecting();
        try (connecting) {
            return tried(watch, ConnectorSession.open(options, vault, host), first, then);
        }
    }

    private static CheckedSession tried(
            ConnectorWatch watch,
            ConnectorSession session,
            Consumer<ConnectorDescriptor> first,
            Consumer<CheckReport> then) {
        try {
            first.accept(session.descriptor());
            CheckReport report = session.connector().check();
            watch.checked(report);
            then.accept(report);
            return new CheckedSession(session, report);
        } catch (HostException | ConnectorException failure) {
            session.close();
            watch.failed(failure);
            throw failure;
        } catch (RuntimeException | Error refused) {
            session.close();
            throw refused;
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
