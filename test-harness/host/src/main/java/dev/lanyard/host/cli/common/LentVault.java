package dev.lanyard.host.cli.common;

import dev.lanyard.host.HostException;
import dev.lanyard.host.store.ChangeRecords;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.vault.VaultOnDemand;
import dev.lanyard.host.vault.VaultScope;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.vault.Vault;
import java.nio.file.Path;

/** Makes the vault ready that is lent to a connector: it shows what belongs to this connector and store. */
public final class LentVault {

    private LentVault() {}

    /**
     * Lends a vault.
     *
     * @param vault where it is; opened when the connector first needs it
     * @param connectorId the id of the plugin's connector
     * @param store the store of the system, which is made with the vault if it is not there
     * @return what to lend
     */
    public static Vault of(VaultOptions vault, String connectorId, Path store) {
        return new VaultOnDemand(() -> open(vault, connectorId, store));
    }

    /**
     * Under what a connector's own secrets are kept.
     *
     * @param connectorId the id of the plugin's connector
     * @param store the store of the system, which is made if it is not there
     * @return the scope
     * @throws HostException if the store cannot be read
     */
    public static VaultScope scope(String connectorId, Path store) {
        try (ChangeRecords records = Store.open(store).changes()) {
            return new VaultScope(connectorId, records.identity());
        }
    }

    /** Called by the connector, which is to pass on only what the SPI knows. */
    private static Vault open(VaultOptions vault, String connectorId, Path store) {
        try {
            return vault.open().scoped(scope(connectorId, store));
        } catch (HostException unreadable) {
            throw ConnectorException.of(
                            ErrorKind.UNAVAILABLE,
                            String.valueOf(unreadable.getMessage()),
                            unreadable.problems().get(0).remedy())
                    .cause(unreadable)
                    .build();
        }
    }
}
