package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.lanyard.simulator.graph.delta.LinkRefusal;
import dev.lanyard.simulator.tenant.RandomChanges;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints whose delta-link Graph no longer takes, in every way in which it refuses one. */
class ExpiredLinksTest {

    private static final SimulatedTenant TENANT = new SimulatedTenant(new TenantShape(60, 30, 300, 20));

    private final SyncStreams streams = Reading.streams(TENANT.door());

    /** Users, groups and service principals, by every stream that follows their changes. */
    static List<String> followed() {
        return List.of("accounts", "licences", "groups", "applications", "managed-identities", "provisioning-jobs");
    }

    static Stream<Arguments> refusals() {
        return followed().stream()
                .flatMap(stream -> Stream.of(LinkRefusal.values()).map(how -> Arguments.of(stream, how)));
    }

    @AfterEach
    void byAge() {
        TENANT.simulator().setLinkRefusal(LinkRefusal.BY_AGE);
    }

    @AfterAll
    static void stop() {
        TENANT.close();
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void expiredLink_expiresTheCheckpoint_andAFullReadBeginsAnew(String stream, LinkRefusal how) {
        Checkpoint old = checkpoint(stream);
        TENANT.simulator().setLinkRefusal(how);
        TENANT.simulator().expireDeltaLinks();

        assertExpired(() -> changes(stream, old));

        Checkpoint fresh = checkpoint(stream);
        assertThat(changes(stream, fresh)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("followed")
    void linkOfAStateThatGraphDoesNotKnow_expiresTheCheckpoint(String stream) {
        new RandomChanges(TENANT.simulator().tenant(), 4).make(3);
        Checkpoint ofTheUsual = checkpoint(stream);
        TENANT.simulator().setLinkRefusal(LinkRefusal.SYNC_STATE_NOT_FOUND);
        TENANT.simulator().useEmptyTenant(true);
        try {
            assertExpired(() -> changes(stream, ofTheUsual));
        } finally {
            TENANT.simulator().useEmptyTenant(false);
        }
    }

    /** Long rounds take pages; the link to the next of them can expire as well. */
    @Test
    void linkThatExpiresBetweenTwoPages_expiresTheCheckpoint() {
        try (SimulatedTenant tenant = new SimulatedTenant(new TenantShape(250, 20, 60, 21))) {
            SyncStreams ofTenant = Reading.streams(tenant.door());
            Set<String> users = tenant.records().accounts().keySet();
            for (LinkRefusal how : LinkRefusal.values()) {
                tenant.simulator().setLinkRefusal(how);
                Checkpoint checkpoint = checkpoint(ofTenant, "accounts");
                tenant.simulator()
                        .tenant()
                        .change(edit -> users.forEach(user ->
                                edit.update(user.substring(user.indexOf('/') + 1), Map.of("displayName", how.name()))));

                assertExpiredAfterOnePage(tenant, ofTenant, partition(ofTenant, "accounts", checkpoint));
            }
        }
    }

    /** The first round of groups is a delta query, too. A full read that was interrupted for so long begins anew. */
    @Test
    void fullReadWhoseLinkExpires_saysSo_andCanBeginAnew() {
        try (SimulatedTenant tenant = new SimulatedTenant(new TenantShape(100, 300, 2_500, 22))) {
            SyncStreams ofTenant = Reading.streams(tenant.door());
            for (LinkRefusal how : LinkRefusal.values()) {
                tenant.simulator().setLinkRefusal(how);

                assertExpiredAfterOnePage(
                        tenant,
                        ofTenant,
                        ofTenant.plan(SyncRequest.full(Set.of("groups"))).get(0));
            }
            assertThat(Reading.held(Reading.pages(ofTenant, "groups", 999)).keySet())
                    .isEqualTo(tenant.records().groups().keySet());
        }
    }

    private static void assertExpiredAfterOnePage(
            SimulatedTenant tenant, SyncStreams streams, SyncPartition partition) {
        NextStep.More more =
                (NextStep.More) streams.read(partition, Cursor.start()).next();
        tenant.simulator().expireDeltaLinks();

        assertExpired(() -> streams.read(partition, more.cursor()));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 31})
    void linkThatIsTooOld_expiresTheCheckpoint(int days) {
        try (SimulatedTenant tenant = new SimulatedTenant(new TenantShape(20, 10, 50, 16))) {
            SyncStreams ofTenant = Reading.streams(tenant.door());
            List<Checkpoint> checkpoints = new ArrayList<>();
            for (String stream : followed()) {
                checkpoints.add(checkpoint(ofTenant, stream));
            }
            tenant.simulator().clock().advance(Duration.ofDays(days));

            for (Checkpoint old : checkpoints) {
                assertExpired(() -> changes(ofTenant, old.stream(), old));
            }
        }
    }

    @Test
    void tenantThatStopsTellingChanges_expiresTheCheckpoint_andIsReadWhole() {
        for (String stream : followed()) {
            Checkpoint checkpoint = checkpoint(stream);
            TENANT.simulator().setExternal(true);
            try {
                assertExpired(() -> changes(stream, checkpoint));
                assertThat(Reading.pages(streams, stream, 999)).isNotEmpty();
            } finally {
                TENANT.simulator().setExternal(false);
            }
        }
    }

    private Checkpoint checkpoint(String stream) {
        return checkpoint(streams, stream);
    }

    private static Checkpoint checkpoint(SyncStreams streams, String stream) {
        return streams.plan(SyncRequest.full(Set.of(stream))).stream()
                .map(partition -> last(Reading.pages(streams::read, partition)))
                .flatMap(done -> done.checkpoint().stream())
                .findFirst()
                .orElseThrow();
    }

    private List<SyncPage> changes(String stream, Checkpoint since) {
        return changes(streams, stream, since);
    }

    private static List<SyncPage> changes(SyncStreams streams, String stream, Checkpoint since) {
        return Reading.pages(streams::read, partition(streams, stream, since));
    }

    private static SyncPartition partition(SyncStreams streams, String stream, Checkpoint since) {
        return streams.plan(new SyncRequest(Set.of(stream), List.of(since), 999)).stream()
                .filter(SyncPartition::incremental)
                .findFirst()
                .orElseThrow();
    }

    private static NextStep.Done last(List<SyncPage> pages) {
        return (NextStep.Done) pages.get(pages.size() - 1).next();
    }

    private static void assertExpired(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .asInstanceOf(type(ConnectorException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ErrorKind.CHECKPOINT_EXPIRED));
    }
}
