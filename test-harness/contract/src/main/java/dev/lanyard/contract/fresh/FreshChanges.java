package dev.lanyard.contract.fresh;

import dev.lanyard.contract.change.ChangeSamples;
import dev.lanyard.contract.change.MemoryVault;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.vault.VaultKey;
import java.io.PrintStream;
import java.util.List;
import java.util.UUID;

/** Has accounts made, given other passwords and deleted, and prints whatever can be printed of it. */
final class FreshChanges {

    private final ConnectorDescriptor descriptor;
    private final ChangeSamples samples;
    private final MemoryVault vault;
    private final PrintStream out;

    FreshChanges(ConnectorDescriptor descriptor, ChangeSamples samples, MemoryVault vault, PrintStream out) {
        this.descriptor = descriptor;
        this.samples = samples;
        this.vault = vault;
        this.out = out;
    }

    /** Prints an error with whatever it carries. */
    static void print(ConnectorException failed, PrintStream out) {
        out.println(failed.remedy() + failed.serviceCode() + failed.requestId());
        failed.printStackTrace(out);
    }

    void make(Connector connector) {
        for (String type : samples.creatable(descriptor)) {
            if (ChangeSamples.signsIn(descriptor, type)) {
                make(connector, type, new PasswordChoice.Random(false));
                make(connector, type, supplied());
            }
        }
        out.println(vault);
    }

    /** A password that the vault knows of, and thereby those who search for it. */
    private PasswordChoice supplied() {
        Secret password = Secret.of("aA1!" + UUID.randomUUID());
        vault.put(new VaultKey("password", "supplied"), "supplied", password);
        return new PasswordChoice.Supplied(password, false);
    }

    private void make(Connector connector, String type, PasswordChoice password) {
        Change creation = samples.creation(descriptor, type, password);
        ask(connector, creation, true);
        ChangeResult made = ask(connector, creation, false);
        made.resource().ifPresent(account -> {
            ask(connector, new Change.RotateCredential(account, supplied()), true);
            ask(connector, new Change.RotateCredential(account, new PasswordChoice.Random(false)), false);
            ask(connector, new Change.RotateCredential(account, supplied()), false);
            ask(connector, new Change.DeleteResource(account, false), false);
            ask(connector, new Change.DeleteResource(account, true), false);
            ask(connector, new Change.RotateCredential(account, supplied()), false);
        });
    }

    private ChangeResult ask(Connector connector, Change change, boolean dryRun) {
        ChangeRequest request = new ChangeRequest(OperationId.random(), change, dryRun);
        out.println(request);
        ChangeResult result = connector.apply(List.of(request)).get(0);
        out.println(result);
        if (result.outcome() instanceof Outcome.Failed failed) {
            print(failed.error(), out);
        }
        return result;
    }
}
