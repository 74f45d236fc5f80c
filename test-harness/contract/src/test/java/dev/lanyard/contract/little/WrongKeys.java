package dev.lanyard.contract.little;

import dev.lanyard.contract.little.LittleClient.Written;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.util.Map;

/** Plugins that give new keys in a way that nobody asked for. */
public final class WrongKeys {

    private WrongKeys() {}

    /** A plugin with other keys. */
    private abstract static class OtherKeys extends LittlePlugin {
        abstract LittleKeys keys(LittleClient client, Vault vault);

        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected LittleKeys keys() {
                    return OtherKeys.this.keys(client, vault);
                }
            };
        }
    }

    /** Keeps no key that it makes, so that nobody can use it. */
    public static final class ForgetsNew extends OtherKeys {
        @Override
        LittleKeys keys(LittleClient client, Vault vault) {
            return new LittleKeys(client, vault) {
                @Override
                protected void keep(VaultKey key, ResourceId made, Secret secret) {
                    // Who needs it will ask for another.
                }
            };
        }
    }

    /** Makes a key in the vault, and nowhere else. */
    public static final class MakesNone extends OtherKeys {
        @Override
        LittleKeys keys(LittleClient client, Vault vault) {
            return new LittleKeys(client, vault) {
                @Override
                protected Written add(ResourceId made, String team, Secret secret) {
                    return Written.CHANGED;
                }
            };
        }
    }

    /** Leaves the key that is to be replaced where it is. */
    public static final class LeavesOld extends OtherKeys {
        @Override
        LittleKeys keys(LittleClient client, Vault vault) {
            return new LittleKeys(client, vault) {
                @Override
                protected void remove(ResourceId old) {
                    vault.remove(vaultKey(old));
                }
            };
        }
    }

    /** Takes a new key of a team for the only one that it should have. */
    public static final class LeavesNoOther extends OtherKeys {
        @Override
        LittleKeys keys(LittleClient client, Vault vault) {
            return new LittleKeys(client, vault) {
                @Override
                protected Written add(ResourceId made, String team, Secret secret) {
                    client.rows("/keys", "size=1000&from=0").rows().stream()
                            .filter(row -> row[1].equals(team))
                            .forEach(row -> client.write("DELETE", "/keys/" + row[0], Map.of()));
                    return super.add(made, team, secret);
                }
            };
        }
    }
}
