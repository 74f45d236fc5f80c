package dev.lanyard.host.cli.changes;

import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.cli.common.ConnectorSession;
import dev.lanyard.host.cli.common.LentVault;
import dev.lanyard.host.cli.common.VaultOptions;
import dev.lanyard.host.cli.common.Words;
import dev.lanyard.host.connectors.ConnectorWatch;
import dev.lanyard.host.provision.Answer;
import dev.lanyard.host.provision.ChangeReader;
import dev.lanyard.host.provision.PasswordText;
import dev.lanyard.host.provision.ProvisioningEngine;
import dev.lanyard.host.services.EmbeddedHostServices;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.vault.DryRunVault;
import dev.lanyard.spi.Cancellation;
import dev.lanyard.spi.provision.ChangeRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** An open connector with all that it takes to change something: reader, engine and vault. For one thread. */
final class ProvisioningSession implements AutoCloseable {

    private final Store store;
    private final ConnectorSession session;
    private final StoreNames names;
    private final ChangeOptions change;
    private final ConnectorWatch watch;

    private ProvisioningSession(Store store, ConnectorSession session, ChangeOptions change, ConnectorWatch watch) {
        this.store = store;
        this.session = session;
        this.names = new StoreNames(store, session.descriptor());
        this.change = change;
        this.watch = watch;
    }

    /** Opens the connector that the options name; says on standard error what it waits for. */
    static ProvisioningSession open(
            CommonOptions options, VaultOptions vault, ChangeOptions change, Cancellation cancellation) {
        Store store = Store.open(options.store());
        EmbeddedHostServices host = EmbeddedHostServices.standard()
                .with(cancellation)
                .with((reason, howLong) -> options.err().println("waiting " + Words.seconds(howLong) + ": " + reason));
        ConnectorSession session = ConnectorSession.open(
                options,
                vault,
                descriptor -> host.with(
                        change.dryRun() ? new DryRunVault() : LentVault.of(vault, descriptor.id(), store.file())));
        return new ProvisioningSession(store, session, change, options.watch());
    }

    /** Reads what people write; paths of passwords are seen from the given folder. */
    ChangeReader reader(Path folder) {
        return new ChangeReader(session.descriptor(), names, new PasswordText(folder, System.getenv()));
    }

    List<Answer> apply(List<ChangeRequest> requests) {
        List<Answer> answers = new ProvisioningEngine(
                        session.descriptor().id(), session.connector(), store, Clock.systemUTC())
                .apply(requests, change.requestedBy());
        watch.changed(answers, change.requestedBy());
        return answers;
    }

    @Override
    public void close() {
        names.close();
        session.close();
    }
}
