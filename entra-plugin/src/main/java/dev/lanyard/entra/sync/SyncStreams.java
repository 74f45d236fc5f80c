package dev.lanyard.entra.sync;

import dev.lanyard.entra.check.CapabilityProbe;
import dev.lanyard.entra.sync.applications.ApplicationsStream;
import dev.lanyard.entra.sync.applications.CredentialsStream;
import dev.lanyard.entra.sync.applications.ManagedIdentitiesStream;
import dev.lanyard.entra.sync.applications.ProvisioningStream;
import dev.lanyard.entra.sync.groups.GroupTies;
import dev.lanyard.entra.sync.groups.GroupsStream;
import dev.lanyard.entra.sync.groups.PrivilegedGroupsStream;
import dev.lanyard.entra.sync.licences.LicencesStream;
import dev.lanyard.entra.sync.page.GraphStream;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.sync.page.PartitionDefinition;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.entra.sync.page.StreamCheckpoint;
import dev.lanyard.entra.sync.page.StreamContext;
import dev.lanyard.entra.sync.roles.RolesStream;
import dev.lanyard.entra.sync.users.AccountsStream;
import dev.lanyard.entra.sync.users.MailboxesStream;
import dev.lanyard.entra.sync.users.SignInActivityStream;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.StreamSize;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that can be read from a tenant. Safe for use by many threads. */
public final class SyncStreams {

    private static final List<StreamDescriptor> DESCRIPTORS = List.of(
            AccountsStream.DESCRIPTOR,
            GroupsStream.DESCRIPTOR,
            ApplicationsStream.DESCRIPTOR,
            ManagedIdentitiesStream.DESCRIPTOR,
            CredentialsStream.DESCRIPTOR,
            ProvisioningStream.DESCRIPTOR,
            RolesStream.DESCRIPTOR,
            LicencesStream.DESCRIPTOR,
            PrivilegedGroupsStream.DESCRIPTOR,
            SignInActivityStream.DESCRIPTOR,
            MailboxesStream.DESCRIPTOR);

    private final StreamContext context;
    private final Map<String, GraphStream> streams = new LinkedHashMap<>();

    /**
     * Makes the streams of one connector.
     *
     * @param context what they work with
     */
    public SyncStreams(StreamContext context) {
        this.context = context;
        for (GraphStream stream : List.of(
                new AccountsStream(context),
                new GroupsStream(context),
                new ApplicationsStream(context),
                new ManagedIdentitiesStream(context),
                new CredentialsStream(context),
                new ProvisioningStream(context),
                new RolesStream(context),
                new LicencesStream(context),
                new PrivilegedGroupsStream(context),
                new SignInActivityStream(context),
                new MailboxesStream(context))) {
            streams.put(stream.descriptor().id(), stream);
        }
    }

    /**
     * Describes every stream, without any connection.
     *
     * @return unmodifiable
     */
    public static List<StreamDescriptor> descriptors() {
        return DESCRIPTORS;
    }

    /**
     * Tells how to find out what can be read.
     *
     * @return a probe for each stream, in the order of {@link #descriptors()}
     */
    public List<CapabilityProbe> probes() {
        return streams.values().stream()
                .map(stream -> new CapabilityProbe(
                        stream.descriptor().id(),
                        Stream.concat(stream.descriptor().permissions().stream(), stream.neededBySettings().stream())
                                .toList(),
                        switchedOffBy(stream),
                        stream::probe))
                .toList();
    }

    /**
     * Tells how to read anew what something else than a stream has told of.
     *
     * @return for each part of an object what the streams make of it that are switched on
     */
    public Map<Renewal.Part, List<Renewal>> renewals() {
        Map<Renewal.Part, List<Renewal>> renewals = new EnumMap<>(Renewal.Part.class);
        streams.values().stream()
                .filter(stream -> switchedOffBy(stream).isEmpty())
                .forEach(stream -> stream.renewals()
                        .forEach((part, renewal) -> renewals.computeIfAbsent(part, any -> new ArrayList<>())
                                .add(renewal)));
        return renewals;
    }

    /**
     * Tells how to make records of single links of groups.
     *
     * @return empty if groups are not read
     */
    public Optional<GroupTies> groupTies() {
        return stream(GroupsStream.DESCRIPTOR.id()) instanceof GroupsStream groups
                        && switchedOffBy(groups).isEmpty()
                ? Optional.of(groups.ties())
                : Optional.empty();
    }

    /**
     * Splits a sync into partitions. Sends nothing, and forgets the pages of earlier syncs: they may be older than what
     * this one is to find.
     *
     * @param request what to read
     * @return the partitions, in the order of {@link #descriptors()}; none for streams that the settings switch off
     * @throws ConnectorException of kind {@code UNSUPPORTED} for an unknown stream, or a checkpoint of a stream that is
     *     not incremental; of kind {@code CHECKPOINT_EXPIRED} for a checkpoint that is foreign or damaged, or was made
     *     under settings that read something else
     */
    public List<SyncPartition> plan(SyncRequest request) {
        request.streams().forEach(this::stream);
        Map<String, Map<String, StreamCheckpoint>> since = new HashMap<>();
        for (Checkpoint checkpoint : request.checkpoints()) {
            requireIncremental(stream(checkpoint.stream()));
            since.computeIfAbsent(checkpoint.stream(), stream -> new HashMap<>())
                    .put(checkpoint.shard(), StreamCheckpoint.parse(checkpoint.value(), context.settings()));
        }
        context.door().forgetAll();
        context.deltaStarts().forget();
        List<SyncPartition> partitions = new ArrayList<>();
        streams.forEach((id, stream) -> {
            if (request.streams().contains(id) && switchedOffBy(stream).isEmpty()) {
                partitions.addAll(stream.plan(request.pageSize(), since.getOrDefault(id, Map.of())));
            }
        });
        return partitions;
    }

    /**
     * Reads one page.
     *
     * @param partition one that {@link #plan} answered, here or in another process
     * @param cursor where
     * @return the page
     * @throws ConnectorException of kind {@code INVALID} if the partition or cursor is not one of this connector's, of
     *     kind {@code CHECKPOINT_EXPIRED} if Graph no longer tells the changes since the partition's checkpoint
     */
    public SyncPage read(SyncPartition partition, Cursor cursor) {
        GraphStream stream = stream(partition.stream());
        if (!stream.shards().contains(partition.shard())) {
            throw PartitionDefinition.foreign(partition);
        }
        PartitionDefinition definition = PartitionDefinition.parse(partition, context.settings());
        try {
            return stream.read(partition.shard(), definition, cursor);
        } catch (ConnectorException e) {
            if (cursor.isStart() && canDoWithout(stream, e)) {
                return nothing(stream, e);
            }
            throw e;
        }
    }

    /**
     * Computes what a full read of a stream would cost at the very least.
     *
     * @param stream the id of a stream
     * @param size what it has yielded
     * @return the cost, if there is a formula
     */
    public Optional<ReadCost> leastCost(String stream, StreamSize size) {
        return stream(stream).leastCost(size);
    }

    private Optional<String> switchedOffBy(GraphStream stream) {
        boolean chosen = context.reading().streams().isEmpty()
                || context.reading().streams().contains(stream.descriptor().id());
        return chosen ? stream.switchedOffBy() : Optional.of("streams");
    }

    /** Only at the start: what is refused midway would leave a gap that nobody sees. */
    private static boolean canDoWithout(GraphStream stream, ConnectorException refusal) {
        return (refusal.kind() == ErrorKind.PERMISSION || refusal.kind() == ErrorKind.UNSUPPORTED)
                && stream.descriptor().permissions().stream().allMatch(Permission::optional);
    }

    private static SyncPage nothing(GraphStream stream, ConnectorException refusal) {
        PageBuilder page = new PageBuilder();
        page.notice(new Notice(
                "without-" + stream.descriptor().id(),
                "the stream '" + stream.descriptor().id() + "' could not be read: " + refusal.getMessage(),
                refusal.remedy()));
        return page.last();
    }

    private static void requireIncremental(GraphStream stream) {
        if (!stream.descriptor().incremental()) {
            throw ConnectorException.of(
                            ErrorKind.UNSUPPORTED,
                            "the stream '" + stream.descriptor().id() + "' cannot be read incrementally",
                            "leave its checkpoint out; it is read whole")
                    .build();
        }
    }

    private GraphStream stream(String id) {
        GraphStream stream = streams.get(id);
        if (stream == null) {
            throw ConnectorException.of(
                            ErrorKind.UNSUPPORTED,
                            "there is no stream '" + id + "'",
                            "choose from " + String.join(", ", streams.keySet()))
                    .build();
        }
        return stream;
    }
}
