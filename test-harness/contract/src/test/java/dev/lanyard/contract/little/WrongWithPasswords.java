package dev.lanyard.contract.little;

import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.provision.PlannedCall;
import dev.lanyard.spi.vault.VaultKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plugins that tell the passwords of those whom they make accounts for. */
public final class WrongWithPasswords {

    private static final Logger LOG = LoggerFactory.getLogger(WrongWithPasswords.class);

    private WrongWithPasswords() {}

    /** Logs what it writes, where only those look who look for everything. */
    public static final class InLog extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                public Written write(String method, String path, Map<String, String> fields) {
                    LOG.trace("{} {} {}", method, path, fields);
                    return super.write(method, path, fields);
                }
            };
        }
    }

    /** Shows in a plan what it was told to send. */
    public static final class InPlan extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome plan(Change change) {
                    String body = change instanceof Change.CreateResource create
                                    && create.password().orElse(new PasswordChoice.None())
                                            instanceof PasswordChoice.Supplied supplied
                            ? supplied.password().reveal(value -> value)
                            : "";
                    return new Outcome.Planned(List.of(new PlannedCall("little", "PUT", "/people", body)));
                }
            };
        }
    }

    /** Tells the password along with what came of a rotation. */
    public static final class InFinding extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected ChangeResult result(ChangeRequest request) {
                    ChangeResult good = super.result(request);
                    if (!(request.change() instanceof Change.RotateCredential rotate) || request.dryRun()) {
                        return good;
                    }
                    String owner = rotate.resource().text();
                    List<Finding> findings = vault
                            .get(new VaultKey("password", owner))
                            .map(password -> new Finding(owner, password.reveal(value -> value), "pass it on"))
                            .stream()
                            .toList();
                    return new ChangeResult(
                            good.operation(), good.outcome(), good.resource(), Map.of(), findings, Optional.empty());
                }
            };
        }
    }

    /** Tells in an error what was not accepted. */
    public static final class InError extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome writePassword(String method, String path, Map<String, String> fields) {
                    try {
                        return super.writePassword(method, path, fields);
                    } catch (ConnectorException failed) {
                        if (failed.kind() != ErrorKind.UNAVAILABLE) {
                            throw failed;
                        }
                        throw ConnectorException.of(failed.kind(), "the service does not accept it", "try again")
                                .cause(new IllegalStateException("not accepted: " + fields))
                                .build();
                    }
                }
            };
        }
    }

    /** Follows the redirect of a write to wherever it leads, with all that it has to send. */
    public static final class WritesAnywhere extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected Answer send(String method, String address, Optional<String> bearer, String body)
                        throws IOException {
                    Answer answer = super.send(method, address, bearer, body);
                    return answer.location().isEmpty() || method.equals("GET")
                            ? answer
                            : super.send(method, answer.location(), Optional.empty(), body);
                }
            };
        }
    }
}
