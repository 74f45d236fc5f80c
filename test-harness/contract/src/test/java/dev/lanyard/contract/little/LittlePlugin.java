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
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.EntitlementDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
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
                        new ResourceTypeDescriptor("robot", "Robot", Set.of(Trait.WORKLOAD_IDENTITY), List.of())),
                streams());
    }

    protected List<StreamDescriptor> streams() {
        return List.of(stream("people", "person", "People.Read"), stream("teams", "team", "Teams.Read"));
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
                ConfigField.named("note", "Note", new FieldType.Text(Optional.empty(), "any text"))
                        .build());
    }

    @Override
    public Connector open(ConnectorConfig config, HostServices host) {
        return connector(config, host);
    }

    protected LittleConnector connector(ConnectorConfig config, HostServices host) {
        return new LittleConnector(this, client(config, host));
    }

    protected LittleClient client(ConnectorConfig config, HostServices host) {
        return new LittleClient(config, host);
    }

    /** The last look at a page before it is handed to the host. */
    protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
        return page;
    }
}
