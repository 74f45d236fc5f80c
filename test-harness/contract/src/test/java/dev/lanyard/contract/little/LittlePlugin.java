package dev.lanyard.contract.little;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.ConnectorPlugin;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.EntitlementDescriptor;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The good plugin. A wrong one overrides one of its methods. */
public class LittlePlugin implements ConnectorPlugin {

    static final Set<String> MEMBERS = Set.of("person", "team", "robot");

    @Override
    public ConnectorDescriptor descriptor() {
        return new ConnectorDescriptor(
                "little-directory",
                "Little directory",
                "1.0",
                SpiVersion.CURRENT,
                new ConfigSchema(fields(), List.of()),
                List.of(
                        new ResourceTypeDescriptor("person", "Person", Set.of(Trait.ACCOUNT), List.of()),
                        new ResourceTypeDescriptor("team", "Team", Set.of(Trait.GROUP), entitlements()),
                        new ResourceTypeDescriptor("key", "Key", Set.of(Trait.CREDENTIAL), List.of()),
                        new ResourceTypeDescriptor("robot", "Robot", Set.of(Trait.WORKLOAD_IDENTITY), List.of())),
                streams(),
                changes(),
                actions(),
                feeds());
    }

    protected List<FeedDescriptor> feeds() {
        return List.of(new FeedDescriptor(
                "happenings",
                "Happenings",
                "What has happened to people and teams.",
                FeedDescriptor.Content.CHANGES,
                Set.of("person", "team"),
                Duration.ofSeconds(30),
                LittleFeed.LATENESS,
                List.of(new Permission(List.of("Log.Read"), "to hear what has happened", false)),
                Optional.empty()));
    }

    protected LittleFeed feed(LittleClient client) {
        return new LittleFeed(client);
    }

    protected List<ChangeDescriptor> changes() {
        ConfigSchema attributes = new ConfigSchema(
                List.of(
                        ConfigField.named("name", "Name", new FieldType.Text(Optional.empty(), "any text"))
                                .build(),
                        ConfigField.named("note", "Note", new FieldType.Text(Optional.empty(), "any text"))
                                .build()),
                List.of());
        return List.of(
                change("create-person", ChangeKind.CREATE, "person", Set.of(), attributes),
                change("update-person", ChangeKind.UPDATE, "person", Set.of(), attributes),
                change("enable-person", ChangeKind.ENABLE, "person", Set.of(), ConfigSchema.EMPTY),
                change("disable-person", ChangeKind.DISABLE, "person", Set.of(), ConfigSchema.EMPTY),
                change("delete-person", ChangeKind.DELETE, "person", Set.of(), ConfigSchema.EMPTY),
                change("restore-person", ChangeKind.RESTORE, "person", Set.of(), ConfigSchema.EMPTY),
                change("rotate-password", ChangeKind.ROTATE, "person", Set.of(), ConfigSchema.EMPTY),
                change("create-team", ChangeKind.CREATE, "team", Set.of(), attributes),
                change("delete-team", ChangeKind.DELETE, "team", Set.of(), ConfigSchema.EMPTY),
                change("add-key", ChangeKind.ROTATE, "team", Set.of(), ConfigSchema.EMPTY),
                change("replace-key", ChangeKind.ROTATE, "key", Set.of(), ConfigSchema.EMPTY),
                change("grant-team", ChangeKind.GRANT, "team", Set.of("member", "lead"), ConfigSchema.EMPTY),
                change("revoke-team", ChangeKind.REVOKE, "team", Set.of("member", "lead"), ConfigSchema.EMPTY));
    }

    private static ChangeDescriptor change(
            String id, ChangeKind kind, String type, Set<String> entitlements, ConfigSchema attributes) {
        String permission = switch (kind == ChangeKind.ROTATE && type.equals("team") ? "key" : type) {
            case "person" -> "People.Write";
            case "key" -> "Keys.Write";
            default -> "Teams.Write";
        };
        return new ChangeDescriptor(
                id,
                id,
                "Changes a " + type + ".",
                kind,
                type,
                entitlements,
                entitlements.isEmpty() ? Set.of() : Set.of(Holding.ACTIVE),
                attributes,
                false,
                List.of(new Permission(List.of(permission), "to change a " + type, false)),
                List.of());
    }

    protected List<ActionDescriptor> actions() {
        return List.of(new ActionDescriptor(
                "count-members",
                "Count members",
                "Counts who is in a team.",
                Optional.of("team"),
                new ConfigSchema(
                        List.of(ConfigField.named("role", "Role", new FieldType.Choice(List.of("member", "lead")))
                                .required()
                                .build()),
                        List.of()),
                new ConfigSchema(
                        List.of(ConfigField.named("count", "Count", new FieldType.Whole(0, 1_000_000))
                                .required()
                                .build()),
                        List.of()),
                List.of(),
                List.of()));
    }

    protected List<StreamDescriptor> streams() {
        return List.of(
                stream("people", "person", "People.Read"),
                stream("teams", "team", "Teams.Read"),
                stream("keys", "key", "Keys.Read"));
    }

    protected static StreamDescriptor stream(String id, String type, String permission) {
        return new StreamDescriptor(
                id,
                id,
                "Every " + type + ".",
                Set.of(type),
                true,
                List.of(new Permission(List.of(permission), "to read every " + type, false)));
    }

    protected List<EntitlementDescriptor> entitlements() {
        return List.of(
                new EntitlementDescriptor("member", "Member", Purpose.MEMBERSHIP, MEMBERS),
                new EntitlementDescriptor("lead", "Lead", Purpose.OWNERSHIP, Set.of("person")));
    }

    protected List<ConfigField> fields() {
        return List.of(
                ConfigField.named("address", "Address", new FieldType.Address("http"))
                        .required()
                        .example("http://directory.example")
                        .build(),
                ConfigField.named("secret", "Secret", new FieldType.SecretText())
                        .required()
                        .build(),
                ConfigField.named("attempts", "Attempts", new FieldType.Whole(1, 10))
                        .defaultValue("4")
                        .example("6")
                        .build(),
                ConfigField.named("leads", "Leads", new FieldType.Flag())
                        .defaultValue("true")
                        .build(),
                ConfigField.named("log", "Log", new FieldType.Flag())
                        .defaultValue("true")
                        .build(),
                ConfigField.named("note", "Note", new FieldType.Text(Optional.empty(), "any text"))
                        .build());
    }

    @Override
    public Connector open(ConnectorConfig config, HostServices host) {
        return connector(config, host);
    }

    protected LittleConnector connector(ConnectorConfig config, HostServices host) {
        return new LittleConnector(this, client(config, host), host);
    }

    protected LittleChanges changes(LittleClient client, HostServices host) {
        return new LittleChanges(this, client, host);
    }

    protected LittleClient client(ConnectorConfig config, HostServices host) {
        return new LittleClient(config, host);
    }

    /** The last look at a page before it is handed to the host. */
    protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
        return page;
    }
}
