package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.plugin.PluginJar;
import java.nio.file.Path;

/**
 * A plugin jar with settings of many kinds, three ways to sign in (a key, a certificate, a person), and a connector
 * that finds the key "wrong-key" wrong, refuses to be tried with "refused-key", and without a person's token in the
 * vault nothing to be read.
 */
final class AskingPlugin {

    private AskingPlugin() {}

    static void write(Path jar, String id) {
        PluginJar.working(id)
                .source("sample.SamplePlugin", PLUGIN.replace("SAMPLE_ID", id))
                .source("sample.SampleConnector", CONNECTOR)
                .source("sample.SampleFlow", FLOW)
                .write(jar);
    }

    private static final String PLUGIN = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.auth.*;
            import dev.lanyard.spi.config.*;
            import dev.lanyard.spi.describe.*;
            import java.util.*;

            public class SamplePlugin implements ConnectorPlugin {
                private static ConfigField.Builder field(String group, String name, FieldType type) {
                    return ConfigField.named(name, "The " + name, type).description("About " + name + ".").group(group);
                }

                public ConnectorDescriptor descriptor() {
                    ConfigSchema schema = new ConfigSchema(List.of(
                            field("Connection", "server", new FieldType.Address("https")).required()
                                    .example("https://directory.example").build(),
                            field("Connection", "signIn", new FieldType.Choice(List.of("key", "certificate", "person")))
                                    .defaultValue("key").build(),
                            field("Connection", "apiKey", new FieldType.SecretText()).required()
                                    .onlyWhen("signIn", "key").build(),
                            field("Connection", "certificate", new FieldType.Pem()).required()
                                    .onlyWhen("signIn", "certificate").build(),
                            field("Reading", "lastSeen", new FieldType.Flag()).defaultValue("false").build(),
                            field("Reading", "pageSize", new FieldType.Whole(1, 9)).build()), List.of());
                    return new ConnectorDescriptor("SAMPLE_ID", "Sample", "1.0", SpiVersion.CURRENT, schema,
                            List.of(new ResourceTypeDescriptor("user", "User", Set.of(), List.of())),
                            List.of(new StreamDescriptor("accounts", "Accounts", "People.", Set.of("user"), false,
                                    List.of(new Permission(List.of("People.Read"), "to read people", false)))));
                }

                public Connector open(ConnectorConfig config, HostServices host) {
                    return new SampleConnector(config, host);
                }

                public Optional<OAuthFlow> oauthFlow(ConnectorConfig config, HostServices host) {
                    return config.text("signIn").filter("person"::equals).map(way -> new SampleFlow(host));
                }
            }
            """;

    private static final String FLOW = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.auth.*;
            import dev.lanyard.spi.config.*;
            import dev.lanyard.spi.error.*;
            import dev.lanyard.spi.vault.*;
            import java.net.URI;
            import java.util.*;

            class SampleFlow implements OAuthFlow {
                static final VaultKey TOKEN = new VaultKey("refresh-token", "person");
                private final HostServices host;

                SampleFlow(HostServices host) {
                    this.host = host;
                }

                public AuthorizationRequest begin(URI redirect) {
                    ProofKey key = ProofKey.random();
                    Secret state = ProofKey.unguessable();
                    String address = "https://login.example/authorize?state=" + state.reveal(text -> text)
                            + "&challenge=" + key.challenge() + "&back=" + redirect;
                    return new AuthorizationRequest(URI.create(address), redirect, state, key.verifier());
                }

                public Consent complete(AuthorizationRequest request, AuthorizationAnswer answer) {
                    if (answer instanceof AuthorizationAnswer.Refused refused) {
                        throw ConnectorException.of(ErrorKind.AUTHENTICATION,
                                "the person has not consented (" + refused.error() + ")", "sign in as an administrator")
                                .build();
                    }
                    Secret code = ((AuthorizationAnswer.Code) answer).code();
                    host.vault().put(TOKEN, "ann", Secret.of("token-for-" + code.reveal(text -> text)));
                    return new Consent("ann@contoso.example", List.of("People.Read"));
                }

                public Consent renew() {
                    throw new UnsupportedOperationException();
                }
            }
            """;

    private static final String CONNECTOR = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.check.*;
            import dev.lanyard.spi.config.*;
            import dev.lanyard.spi.error.*;
            import dev.lanyard.spi.sync.*;
            import dev.lanyard.spi.traffic.*;
            import java.util.*;

            class SampleConnector implements Connector {
                private final ConnectorConfig config;
                private final HostServices host;

                SampleConnector(ConnectorConfig config, HostServices host) {
                    this.config = config;
                    this.host = host;
                }

                private List<Finding> findings() {
                    if (config.secret("apiKey").filter(Secret.of("wrong-key")::equals).isPresent()) {
                        return List.of(new Finding("apiKey", "apiKey is wrong: wrong-key", "set apiKey anew"));
                    }
                    boolean person = config.text("signIn").filter("person"::equals).isPresent();
                    return person && host.vault().get(SampleFlow.TOKEN).isEmpty()
                            ? List.of(new Finding("signIn", "nobody has signed in", "sign in"))
                            : List.of();
                }

                public CheckReport check() {
                    if (config.secret("apiKey").filter(Secret.of("refused-key")::equals).isPresent()) {
                        throw ConnectorException.of(ErrorKind.AUTHENTICATION, "apiKey is refused", "type it anew")
                                .build();
                    }
                    List<Finding> findings = findings();
                    return new CheckReport(
                            List.of(new CapabilityStatus("accounts",
                                    findings.isEmpty() ? Readiness.READY : Readiness.BLOCKED, findings)),
                            List.of(),
                            List.of(new NeededPermission("People.Read", List.of("accounts"), false, Optional.of(true))),
                            List.of());
                }

                public List<SyncPartition> plan(SyncRequest request) {
                    return List.of(new SyncPartition("accounts", "", false, ""));
                }

                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    return new SyncPage(List.of(), new NextStep.Done(Optional.empty()), List.of(), List.of(),
                            OptionalLong.of(0), ReadCost.FREE);
                }

                public Map<String, ServiceTraffic> traffic() {
                    return Map.of();
                }

                public void close() {}
            }
            """;
}
