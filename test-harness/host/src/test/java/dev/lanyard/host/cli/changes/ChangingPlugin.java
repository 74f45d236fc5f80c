package dev.lanyard.host.cli.changes;

import dev.lanyard.host.plugin.PluginJar;
import java.nio.file.Path;

/**
 * A plugin jar whose connector changes a "system" that is a text file, named by the setting siteName: each call that
 * writes is a line of it. It keeps passwords in the vault also in a dry run, which a host has to stand.
 */
final class ChangingPlugin {

    /** The password that this connector makes "at random". */
    static final String GENERATED = "generated-Marker-77";

    private ChangingPlugin() {}

    static void write(Path jar) {
        PluginJar.working("sample")
                .source("sample.SamplePlugin", PLUGIN)
                .source("sample.SampleConnector", CONNECTOR.replace("GENERATED", GENERATED))
                .write(jar);
    }

    private static final String PLUGIN = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.config.*;
            import dev.lanyard.spi.describe.*;
            import dev.lanyard.spi.model.*;
            import dev.lanyard.spi.provision.*;
            import java.util.*;

            public class SamplePlugin implements ConnectorPlugin {
                private static final List<Permission> WRITE =
                        List.of(new Permission(List.of("People.Write", "All.Write"), "to change people", false));

                private static ConfigField field(String name, FieldType type, boolean required) {
                    ConfigField.Builder builder = ConfigField.named(name, name, type).description("The " + name + ".");
                    return required ? builder.required().build() : builder.build();
                }

                private static ConfigSchema attributes(boolean required) {
                    return new ConfigSchema(List.of(
                            field("displayName", new FieldType.Text(Optional.empty(), "a name"), required),
                            field("active", new FieldType.Flag(), false),
                            field("level", new FieldType.Whole(1, 9), false)), List.of());
                }

                private static ChangeDescriptor change(
                        String id, ChangeKind kind, String type, Set<String> slugs, ConfigSchema attributes) {
                    Set<Holding> ways = switch (kind) {
                        case GRANT -> Set.of(Holding.ACTIVE, Holding.TEMPORARY);
                        case REVOKE -> Set.of(Holding.values());
                        default -> Set.of();
                    };
                    return new ChangeDescriptor(id, id, "Does " + id + ".", kind, type, slugs, ways, attributes, false, WRITE,
                            kind == ChangeKind.ROTATE ? List.of("Key Keeper") : List.of());
                }

                public ConnectorDescriptor descriptor() {
                    ConfigSchema none = ConfigSchema.EMPTY;
                    Set<String> member = Set.of("member");
                    return new ConnectorDescriptor("sample", "Sample", "1.0", SpiVersion.CURRENT,
                            new ConfigSchema(List.of(field("siteName",
                                    new FieldType.Text(Optional.empty(), "a file"), true)), List.of()),
                            List.of(new ResourceTypeDescriptor("user", "User", Set.of(Trait.ACCOUNT), List.of()),
                                    new ResourceTypeDescriptor("group", "Group", Set.of(Trait.GROUP), List.of(
                                            new EntitlementDescriptor("member", "Member", Purpose.MEMBERSHIP,
                                                    Set.of("user"))))),
                            List.of(new StreamDescriptor("all", "All", "Everything.", Set.of("user", "group"), false,
                                    List.of(new Permission(List.of("People.Read", "People.Write"), "to read", false)))),
                            List.of(change("create-user", ChangeKind.CREATE, "user", Set.of(), attributes(true)),
                                    change("update-user", ChangeKind.UPDATE, "user", Set.of(), attributes(false)),
                                    change("enable-user", ChangeKind.ENABLE, "user", Set.of(), none),
                                    change("disable-user", ChangeKind.DISABLE, "user", Set.of(), none),
                                    change("delete-user", ChangeKind.DELETE, "user", Set.of(), none),
                                    change("purge-user", ChangeKind.PURGE, "user", Set.of(), none),
                                    change("restore-user", ChangeKind.RESTORE, "user", Set.of(), none),
                                    change("rotate-password", ChangeKind.ROTATE, "user", Set.of(), none),
                                    change("create-group", ChangeKind.CREATE, "group", Set.of(), attributes(true)),
                                    change("update-group", ChangeKind.UPDATE, "group", Set.of(), attributes(false)),
                                    change("delete-group", ChangeKind.DELETE, "group", Set.of(), none),
                                    change("grant-member", ChangeKind.GRANT, "group", member, new ConfigSchema(
                                            List.of(field("note", new FieldType.Text(Optional.empty(), "a text"),
                                                    false)), List.of())),
                                    change("revoke-member", ChangeKind.REVOKE, "group", member, none)),
                            List.of(new ActionDescriptor("greet", "Greet", "Greets somebody.", Optional.of("user"),
                                            new ConfigSchema(List.of(field("words",
                                                    new FieldType.Text(Optional.empty(), "words"), true)), List.of()),
                                            new ConfigSchema(List.of(field("answer",
                                                    new FieldType.Text(Optional.empty(), "words"), true)), List.of()),
                                            WRITE, List.of("Greeter")),
                                    new ActionDescriptor("tidy", "Tidy", "Tidies up.", Optional.empty(), none, none,
                                            WRITE, List.of())));
                }

                public Connector open(ConnectorConfig config, HostServices host) {
                    return new SampleConnector(config.text("siteName").orElseThrow(), host);
                }
            }
            """;

    private static final String CONNECTOR = """
            package sample;

            import dev.lanyard.spi.*;
            import dev.lanyard.spi.check.*;
            import dev.lanyard.spi.config.Secret;
            import dev.lanyard.spi.error.*;
            import dev.lanyard.spi.model.*;
            import dev.lanyard.spi.provision.*;
            import dev.lanyard.spi.sync.*;
            import dev.lanyard.spi.traffic.*;
            import dev.lanyard.spi.vault.*;
            import java.io.*;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import org.slf4j.*;

            class SampleConnector implements Connector {
                private static final Logger LOG = LoggerFactory.getLogger(SampleConnector.class);
                private final Path system;
                private final HostServices host;

                SampleConnector(String file, HostServices host) {
                    this.system = Path.of(file);
                    this.host = host;
                }

                public List<ChangeResult> apply(List<ChangeRequest> requests) {
                    return requests.stream().map(this::apply).toList();
                }

                private ChangeResult apply(ChangeRequest request) {
                    LOG.debug("asked for {}", request);
                    OperationId id = request.operation();
                    try {
                        Change change = request.change();
                        if (change.subject().contains("refused")) {
                            return result(id, new Outcome.Refused(new Refusal("by-rule", "its rule decides."),
                                    "change the rule"));
                        } else if (change.subject().contains("slow")) {
                            return result(id, new Outcome.InProgress("it is being made", Duration.ofSeconds(9)));
                        } else if (change.subject().contains("shut-out")) {
                            throw ConnectorException.of(ErrorKind.AUTHENTICATION, "nobody is let in", "sign in").build();
                        } else if (change.subject().contains("broken")) {
                            throw ConnectorException.of(ErrorKind.UNAVAILABLE, "no answer came", "wait").build();
                        }
                        Optional<PasswordChoice> password = password(change);
                        password.ifPresent(choice -> keep(id, change, choice));
                        String call = call(change);
                        if (request.dryRun()) {
                            return result(id, new Outcome.Planned(List.of(new PlannedCall("directory", "POST",
                                    "/" + change.kind(), "{\\"call\\":\\"" + call + "\\",\\"password\\":\\"***\\"}"))));
                        }
                        if (done().contains(call)) {
                            return result(id, new Outcome.AlreadySo());
                        }
                        Files.writeString(system, call + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        return answered(id, change);
                    } catch (ConnectorException failed) {
                        return result(id, new Outcome.Failed(failed));
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                }

                private static Optional<PasswordChoice> password(Change change) {
                    if (change instanceof Change.CreateResource create) {
                        return create.password();
                    }
                    return change instanceof Change.RotateCredential rotate
                            ? Optional.of(rotate.password()) : Optional.empty();
                }

                private void keep(OperationId id, Change change, PasswordChoice choice) {
                    if (choice instanceof PasswordChoice.None) {
                        return;
                    }
                    Secret secret = choice instanceof PasswordChoice.Supplied supplied
                            ? supplied.password() : Secret.of("GENERATED");
                    host.vault().put(new VaultKey("password", "operation/" + id), change.subject(), secret);
                    if (host.vault().get(new VaultKey("password", "operation/" + id)).isPresent()) {
                        host.vault().put(new VaultKey("password", made(change).text()), login(change), secret);
                        host.vault().remove(new VaultKey("password", "operation/" + id));
                    }
                }

                private static ResourceId made(Change change) {
                    return change instanceof Change.CreateResource create
                            ? new ResourceId(create.type(), create.attributes().text("displayName").orElseThrow())
                            : ((Change.RotateCredential) change).resource();
                }

                private static String login(Change change) {
                    return made(change).id() + "@contoso.example";
                }

                private static String call(Change change) {
                    StringBuilder call = new StringBuilder(change.kind() + " " + change.subject());
                    if (change instanceof Change.CreateResource create) {
                        create.attributes().forEach((name, value) -> call.append(' ').append(name).append('=').append(value));
                        create.password().ifPresent(choice -> call.append(' ').append(choice instanceof
                                PasswordChoice.Random random ? "random " + random.changeAtNextSignIn()
                                : choice instanceof PasswordChoice.Supplied supplied
                                ? "supplied " + supplied.changeAtNextSignIn() : "none"));
                    } else if (change instanceof Change.UpdateResource update) {
                        update.set().forEach((name, value) -> call.append(' ').append(name).append('=').append(value));
                        call.append(" -").append(update.clear());
                    } else if (change instanceof Change.GrantAccess grant) {
                        call.append(' ').append(grant.validity()).append(grant.options().names())
                                .append(grant.justification());
                    } else if (change instanceof Change.RunAction action) {
                        call.append(' ').append(action.arguments());
                    }
                    return call.toString().replace('"', ' ');
                }

                private List<String> done() throws IOException {
                    return Files.exists(system) ? Files.readAllLines(system) : List.of();
                }

                private static ChangeResult answered(OperationId id, Change change) {
                    return new ChangeResult(id, new Outcome.Changed(),
                            change instanceof Change.CreateResource ? Optional.of(made(change)) : Optional.empty(),
                            change instanceof Change.RunAction ? Map.of("answer", "hello") : Map.of(),
                            change.subject().contains("noted")
                                    ? List.of(new Finding("sync", "it shows later", "wait a minute")) : List.of(),
                            Optional.of("r-1"));
                }

                private static ChangeResult result(OperationId id, Outcome outcome) {
                    return new ChangeResult(id, outcome);
                }

                public CheckReport check() {
                    Finding finding = new Finding("People.Write", "People.Write is not granted", "grant People.Write");
                    return new CheckReport(List.of(new CapabilityStatus("all", Readiness.READY, List.of())),
                            List.of(new ChangeStatus("create-user", Readiness.BLOCKED, List.of(finding), List.of()),
                                    new ChangeStatus("rotate-password", Readiness.BLOCKED, List.of(finding),
                                            List.of("Key Keeper"), Optional.of(false)),
                                    new ChangeStatus("tidy", Readiness.READY, List.of(), List.of("Cleaner"),
                                            Optional.of(true))),
                            List.of(),
                            List.of(new CapabilityStatus("log", Readiness.DEGRADED, List.of(
                                    new Finding("Log.Read", "Log.Read is not granted", "grant Log.Read")))),
                            List.of(new Finding("clock", "the clock is slow", "set the clock")),
                            List.of(new NeededPermission("People.Read", List.of("all"), false, Optional.of(true))),
                            List.of(new NeededPermission("People.Write", List.of("all", "create-user"), false,
                                            Optional.of(false)),
                                    new NeededPermission("Log.Read", List.of("tidy"), true, Optional.empty())));
                }

                public List<SyncPartition> plan(SyncRequest request) {
                    return List.of(new SyncPartition("all", "", false, "1"));
                }

                public SyncPage read(SyncPartition partition, Cursor cursor) {
                    ResourceId sales = new ResourceId("group", "s1");
                    return new SyncPage(List.of(user("u1", "Ann", "ann"), user("u2", "Bob", "bob"),
                            user("u3", "Bob", "bob.two"),
                            new Resource(sales, "Sales Team", Status.ENABLED, Set.of(Trait.GROUP), Optional.empty(),
                                    Attributes.NONE),
                            new Entitlement(new EntitlementId(sales, "member"), "Member", Purpose.MEMBERSHIP,
                                    Set.of("user"), Optional.empty())),
                            new NextStep.Done(Optional.empty()), List.of(), List.of(), OptionalLong.of(0), ReadCost.FREE);
                }

                private static Resource user(String id, String name, String login) {
                    return new Resource(new ResourceId("user", id), name, Status.ENABLED, Set.of(Trait.ACCOUNT),
                            Optional.empty(), Attributes.builder().put("login", login + "@contoso.example").build());
                }

                public Map<String, ServiceTraffic> traffic() {
                    return Map.of();
                }

                public void close() {}
            }
            """;
}
