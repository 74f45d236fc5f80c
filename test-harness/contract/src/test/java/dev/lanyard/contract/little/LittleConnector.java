package dev.lanyard.contract.little;

import dev.lanyard.spi.Connector;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.check.CapabilityStatus;
import dev.lanyard.spi.check.ChangeStatus;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.check.Readiness;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.event.EventPage;
import dev.lanyard.spi.event.FeedStart;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The good connector. */
public class LittleConnector implements Connector {

    protected final LittleClient client;
    private final LittlePlugin plugin;
    private final LittleChanges changes;
    private volatile boolean closed;

    public LittleConnector(LittlePlugin plugin, LittleClient client, HostServices host) {
        this.plugin = plugin;
        this.client = client;
        this.changes = plugin.changes(client, host);
    }

    @Override
    public CheckReport check() {
        refuseIfClosed();
        client.refuseIfEnded();
        return new CheckReport(
                plugin.streams().stream().map(this::status).toList(),
                changeStatuses(),
                plugin.feeds().stream().map(this::status).toList(),
                List.of(),
                List.of());
    }

    private List<ChangeStatus> changeStatuses() {
        if (plugin.changes().isEmpty() && plugin.actions().isEmpty()) {
            return List.of();
        }
        List<ChangeStatus> statuses = new ArrayList<>();
        try {
            Set<String> rights = client.rights();
            plugin.changes().forEach(change -> statuses.add(status(change.id(), change.permissions(), rights)));
            plugin.actions().forEach(action -> statuses.add(status(action.id(), action.permissions(), rights)));
        } catch (ConnectorException failed) {
            if (failed.kind() != ErrorKind.AUTHENTICATION) {
                throw failed;
            }
            List<Finding> findings =
                    List.of(new Finding("secret", String.valueOf(failed.getMessage()), failed.remedy()));
            plugin.changes().forEach(change -> statuses.add(blocked(change.id(), findings)));
            plugin.actions().forEach(action -> statuses.add(blocked(action.id(), findings)));
        }
        return statuses;
    }

    protected ChangeStatus status(String change, List<Permission> permissions, Set<String> rights) {
        List<Finding> missing = permissions.stream()
                .map(Permission::least)
                .filter(permission -> !rights.contains(permission))
                .map(permission -> new Finding(permission, "not allowed: needs " + permission, "grant it"))
                .toList();
        return missing.isEmpty()
                ? new ChangeStatus(change, Readiness.READY, List.of(), List.of())
                : blocked(change, missing);
    }

    private static ChangeStatus blocked(String change, List<Finding> findings) {
        return new ChangeStatus(change, Readiness.BLOCKED, findings, List.of());
    }

    protected CapabilityStatus status(FeedDescriptor feed) {
        try {
            refuseIfSwitchedOff();
            client.rows("/log", "size=1");
            return new CapabilityStatus(feed.id(), Readiness.READY, List.of());
        } catch (ConnectorException failed) {
            String subject = switch (failed.kind()) {
                case AUTHENTICATION -> "secret";
                case CONFIGURATION -> "log";
                case PERMISSION -> feed.permissions().get(0).least();
                default -> throw failed;
            };
            Finding finding = new Finding(subject, String.valueOf(failed.getMessage()), failed.remedy());
            Readiness readiness = failed.kind() == ErrorKind.CONFIGURATION ? Readiness.OFF : Readiness.BLOCKED;
            return new CapabilityStatus(feed.id(), readiness, List.of(finding));
        }
    }

    private void refuseIfSwitchedOff() {
        if (!client.hearsLog()) {
            throw ConnectorException.of(
                            ErrorKind.CONFIGURATION, "the setting log switches this feed off", "set log=true")
                    .build();
        }
    }

    @Override
    public EventPage events(String feed, FeedStart from, int pageSize) {
        refuseIfClosed();
        client.refuseIfEnded();
        if (plugin.feeds().stream().noneMatch(known -> known.id().equals(feed))) {
            throw ConnectorException.of(ErrorKind.UNSUPPORTED, "there is no feed '" + feed + "'", "ask for another")
                    .build();
        }
        refuseIfSwitchedOff();
        return plugin.feed(client).read(from, pageSize);
    }

    protected CapabilityStatus status(StreamDescriptor stream) {
        try {
            client.rows("/" + stream.id(), "size=1&from=0");
            return new CapabilityStatus(stream.id(), Readiness.READY, List.of());
        } catch (ConnectorException failed) {
            String subject = switch (failed.kind()) {
                case AUTHENTICATION -> "secret";
                case PERMISSION -> stream.permissions().get(0).least();
                default -> throw failed;
            };
            Finding finding = new Finding(subject, String.valueOf(failed.getMessage()), failed.remedy());
            return new CapabilityStatus(stream.id(), Readiness.BLOCKED, List.of(finding));
        }
    }

    @Override
    public List<SyncPartition> plan(SyncRequest request) {
        refuseIfClosed();
        client.refuseIfEnded();
        for (String stream : request.streams()) {
            if (plugin.streams().stream().noneMatch(known -> known.id().equals(stream))) {
                throw unsupported("there is no stream '" + stream + "'");
            }
        }
        return request.streams().stream()
                .sorted()
                .map(stream -> partition(stream, request))
                .toList();
    }

    private SyncPartition partition(String stream, SyncRequest request) {
        Optional<Long> since = request.checkpoints().stream()
                .filter(checkpoint -> checkpoint.stream().equals(stream))
                .map(this::since)
                .flatMap(Optional::stream)
                .findFirst();
        String whole = definition(request.pageSize());
        return new SyncPartition(
                stream,
                "",
                since.isPresent(),
                since.map(number -> whole + "&since=" + number).orElse(whole));
    }

    /** The change from which on a checkpoint asks for changes; empty to read everything. */
    protected Optional<Long> since(Checkpoint checkpoint) {
        String[] parts = checkpoint.value().split("@", -1);
        if (parts.length != 2 || !parts[0].equals(settings()) || !parts[1].matches("\\d{1,9}")) {
            throw ConnectorException.of(ErrorKind.CHECKPOINT_EXPIRED, "the checkpoint is not mine", "read in full")
                    .build();
        }
        return Optional.of(Long.valueOf(parts[1]));
    }

    /** What of the settings decides what is read. */
    protected String settings() {
        return "leads-" + client.readsLeads();
    }

    protected String definition(int pageSize) {
        return "size=" + pageSize;
    }

    protected static ConnectorException unsupported(String what) {
        return ConnectorException.of(ErrorKind.UNSUPPORTED, what, "read people and teams in full")
                .build();
    }

    @Override
    public SyncPage read(SyncPartition partition, Cursor cursor) {
        refuseIfClosed();
        client.refuseIfEnded();
        String query = cursor.isStart() ? partition.definition() + "&from=0" : cursor.value();
        LittleRows rows = client.rows("/" + partition.stream(), query);
        List<SyncRecord> records = new ArrayList<>();
        List<SkippedRow> skipped = new ArrayList<>();
        boolean changes = partition.incremental();
        for (String[] row : rows.rows()) {
            if (row[0].equals("gone") && row.length == 2) {
                gone(partition, row[1], records);
                continue;
            }
            if (changes) {
                // What is on record goes first: a row says what there is, and not what has gone.
                records.add(removal(partition, row[0]));
            }
            if (row.length < 2 || row[1].isBlank()) {
                skip(skipped, partition.stream(), row[0]);
                continue;
            }
            switch (partition.stream()) {
                case "people" -> records.add(person(row));
                case "keys" -> records.add(key(row));
                default -> team(row, records);
            }
        }
        SyncPage page = new SyncPage(
                records, next(partition, rows), skipped, List.of(), OptionalLong.empty(), new ReadCost(1, 0));
        return plugin.finish(page, partition, cursor);
    }

    protected NextStep next(SyncPartition partition, LittleRows rows) {
        return rows.next()
                .<NextStep>map(query -> new NextStep.More(new Cursor(query)))
                .orElseGet(() -> new NextStep.Done(checkpoint(partition, rows.mark())));
    }

    protected Optional<Checkpoint> checkpoint(SyncPartition partition, long mark) {
        return Optional.of(new Checkpoint(partition.stream(), "", settings() + "@" + mark));
    }

    protected void gone(SyncPartition partition, String id, List<SyncRecord> records) {
        records.add(removal(partition, id));
    }

    private static Removal removal(SyncPartition partition, String id) {
        return new Removal(new ResourceId(typeOf(partition.stream()), id));
    }

    /** The type of what a stream tells, and of what stands below a path. */
    static String typeOf(String stream) {
        return switch (stream) {
            case "people" -> "person";
            case "keys" -> "key";
            default -> "team";
        };
    }

    protected void skip(List<SkippedRow> skipped, String stream, String id) {
        skipped.add(new SkippedRow(typeOf(stream) + "/" + id, "nameless", "has no name"));
    }

    private static Resource person(String[] row) {
        return new Resource(
                new ResourceId("person", row[0]),
                row[1],
                row.length > 2 ? Status.DISABLED : Status.ENABLED,
                Set.of(Trait.ACCOUNT),
                Optional.empty(),
                Attributes.builder().put("name", row[1]).build());
    }

    private static Resource key(String[] row) {
        return new Resource(
                new ResourceId("key", row[0]),
                "Key " + row[0],
                Status.ENABLED,
                Set.of(Trait.CREDENTIAL),
                Optional.of(new ResourceId("team", row[1])),
                Attributes.NONE);
    }

    private void team(String[] row, List<SyncRecord> records) {
        ResourceId team = new ResourceId("team", row[0]);
        Optional<ResourceId> parent = Optional.of(row.length > 2 ? row[2] : "")
                .filter(id -> !id.isBlank())
                .map(id -> new ResourceId("team", id));
        records.add(new Resource(team, row[1], Status.ENABLED, Set.of(Trait.GROUP), parent, Attributes.NONE));
        EntitlementId member = new EntitlementId(team, "member");
        EntitlementId lead = new EntitlementId(team, "lead");
        records.add(new Entitlement(member, "Member", Purpose.MEMBERSHIP, LittlePlugin.MEMBERS, Optional.empty()));
        records.add(new Entitlement(lead, "Lead", Purpose.OWNERSHIP, Set.of("person"), Optional.empty()));
        for (int i = 3; i < row.length; i++) {
            String[] parts = row[i].split("/", 3);
            if (parts[0].equals("lead") && !client.readsLeads()) {
                continue;
            }
            ResourceId principal = new ResourceId(parts[1], parts[2]);
            records.add(new Grant(
                    GrantKey.direct(parts[0].equals("lead") ? lead : member, principal),
                    parts[1].equals("team"),
                    parts[1].equals("robot"),
                    Validity.PERMANENT));
        }
    }

    @Override
    public List<ChangeResult> apply(List<ChangeRequest> requests) {
        refuseIfClosed();
        client.refuseIfEnded();
        return changes.apply(requests);
    }

    protected void refuseIfClosed() {
        if (closed) {
            throw ConnectorException.of(ErrorKind.DEFECT, "the connector is closed", "open another")
                    .build();
        }
    }

    @Override
    public Map<String, ServiceTraffic> traffic() {
        return Map.of("little", client.traffic());
    }

    @Override
    public void close() {
        closed = true;
    }
}
