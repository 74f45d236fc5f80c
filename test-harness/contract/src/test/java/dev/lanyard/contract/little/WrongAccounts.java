package dev.lanyard.contract.little;

import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.vault.VaultKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Plugins that make, change and delete accounts in a way that nobody asked for. */
public final class WrongAccounts {

    private WrongAccounts() {}

    /** Takes a request that is repeated for a new one. */
    public static final class MakesAnother extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected String newId(OperationId operation) {
                    return "n" + UUID.randomUUID();
                }
            };
        }
    }

    /** Finds the account that it made before its answer was lost, but no longer knows the password. */
    public static final class ForgetsPassword extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome create(
                        OperationId operation,
                        ResourceId made,
                        String path,
                        Map<String, String> fields,
                        PasswordChoice choice) {
                    boolean there = client.rows("/people", "size=1000&from=0").rows().stream()
                            .anyMatch(row -> row[0].equals(made.id()));
                    return there ? new Outcome.AlreadySo() : super.create(operation, made, path, fields, choice);
                }

                @Override
                protected void keep(ResourceId owner, Secret password, Outcome outcome) {
                    if (outcome instanceof Outcome.Changed) {
                        super.keep(owner, password, outcome);
                    }
                }
            };
        }
    }

    /** Keeps the password once it is known to be needed. */
    public static final class VaultComesLast extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected void keepPending(VaultKey pending, ResourceId owner, Secret password) {
                    // What if the service refuses it?
                }
            };
        }
    }

    /** Makes the account although its password cannot be kept. */
    public static final class CarefreeOfVault extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected void keepPending(VaultKey pending, ResourceId owner, Secret password) {
                    try {
                        super.keepPending(pending, owner, password);
                    } catch (ConnectorException failed) {
                        // One can always set another.
                    }
                }
            };
        }
    }

    /** Fails to delete what is not there. */
    public static final class DeletesOnce extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome delete(String path) {
                    return outcome(client.write("DELETE", path, Map.of()));
                }
            };
        }
    }

    /** Takes whatever goes wrong for a sign that there is nothing to delete. */
    public static final class BelievesInGone extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome delete(String path) {
                    try {
                        return super.delete(path);
                    } catch (ConnectorException failed) {
                        return new Outcome.AlreadySo();
                    }
                }
            };
        }
    }

    /** Clears what it is not told to set. */
    public static final class WipesTheRest extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome update(Change.UpdateResource update, String path) {
                    Map<String, String> fields = new TreeMap<>(Map.of("note", ""));
                    update.set()
                            .names()
                            .forEach(name -> fields.put(name, known(update.set().text(name), name)));
                    return outcome(client.write("POST", path, fields));
                }
            };
        }
    }

    /** Sets attributes, and leaves those in place that it is told to clear. */
    public static final class NeverClears extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome update(Change.UpdateResource update, String path) {
                    Outcome outcome =
                            super.update(new Change.UpdateResource(update.resource(), update.set(), Set.of()), path);
                    return update.clear().isEmpty() ? outcome : new Outcome.Changed();
                }
            };
        }
    }

    /** Passes over attributes that it does not know. */
    public static final class SkipsUnknown extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected String known(Optional<String> value, String name) {
                    return ATTRIBUTES.contains(name) ? super.known(value, name) : "";
                }
            };
        }
    }

    /** Says that it has switched off what it has not. */
    public static final class SwitchesNothing extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome setEnabled(boolean enabled, String path) {
                    return new Outcome.Changed();
                }
            };
        }
    }

    /** Changes the password in the vault, and nowhere else. */
    public static final class RotatesInVault extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome writePassword(String method, String path, Map<String, String> fields) {
                    return method.equals("POST") ? new Outcome.Changed() : super.writePassword(method, path, fields);
                }
            };
        }
    }
}
