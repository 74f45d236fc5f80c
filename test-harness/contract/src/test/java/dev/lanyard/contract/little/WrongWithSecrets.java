package dev.lanyard.contract.little;

import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plugins that tell secrets. */
public final class WrongWithSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(WrongWithSecrets.class);

    private WrongWithSecrets() {}

    private static String secretOf(ConnectorConfig config) {
        return config.secret("secret").orElseThrow().reveal(value -> value);
    }

    /** Logs its token, where only those look who look for everything. */
    public static final class TokenInLog extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected String signIn() {
                    String token = super.signIn();
                    LOG.trace("signed in, token {}", token);
                    return token;
                }
            };
        }
    }

    /** Tells the secret that was not accepted. */
    public static final class SecretInError extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected String signIn() {
                    try {
                        return super.signIn();
                    } catch (ConnectorException refused) {
                        throw ConnectorException.of(refused.kind(), "the secret is not accepted", "correct it")
                                .cause(new IllegalStateException("refused: " + secretOf(config)))
                                .build();
                    }
                }
            };
        }
    }

    /** Writes the secret into the definition of partitions, which the host stores. */
    public static final class SecretInPlan extends LittlePlugin {
        @Override
        protected LittleConnector connector(ConnectorConfig config, HostServices host) {
            return new LittleConnector(this, client(config, host), host) {
                @Override
                protected String definition(int pageSize) {
                    return super.definition(pageSize) + "&secret=" + secretOf(config);
                }
            };
        }
    }

    /** Follows a next page to wherever it is said to be, token in hand. */
    public static final class FollowsAnywhere extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected String queryOf(String next, String path) {
                    if (!next.startsWith(service.toString())) {
                        callElsewhere(next, token());
                    }
                    return super.queryOf(next, path);
                }

                private void callElsewhere(String address, String token) {
                    try {
                        send("GET", address, Optional.of(token), "");
                    } catch (IOException failed) {
                        throw ConnectorException.of(ErrorKind.UNAVAILABLE, "no answer", "try again")
                                .build();
                    }
                }
            };
        }
    }

    /** Follows a redirect to wherever it leads, token in hand. */
    public static final class FollowsRedirects extends LittlePlugin {
        @Override
        protected LittleClient client(ConnectorConfig config, HostServices host) {
            return new LittleClient(config, host) {
                @Override
                protected Answer send(String method, String address, Optional<String> bearer, String body)
                        throws IOException {
                    Answer answer = super.send(method, address, bearer, body);
                    return answer.location().isEmpty() ? answer : super.send(method, answer.location(), bearer, body);
                }
            };
        }
    }
}
