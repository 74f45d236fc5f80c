package dev.lanyard.entra.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.simulator.tenant.RandomChanges;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.model.Removal;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.sync.Checkpoint;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.Notice;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A tenant for customers and partners, as external-ID and B2C tenants are: it has no delta query. */
class ExternalTenantTest {

    private static final SimulatedTenant TENANT = new SimulatedTenant(new TenantShape(150, 150, 900, 40, 250, 23));
    private static final RandomChanges CHANGES =
            new RandomChanges(TENANT.simulator().tenant(), 6);

    private final SyncStreams streams = Reading.streams(TENANT.door());

    static List<String> everyStream() {
        return List.of(
                "accounts",
                "groups",
                "applications",
                "managed-identities",
                "credentials",
                "provisioning-jobs",
                "roles",
                "licences",
                "privileged-groups");
    }

    @BeforeAll
    static void makeExternal() {
        TENANT.simulator().setExternal(true);
    }

    @AfterAll
    static void stop() {
        TENANT.close();
    }

    /** Without checkpoint the next sync reads the stream whole again, so that no change is missed. */
    @ParameterizedTest
    @MethodSource("everyStream")
    void stream_isReadWhole_again_withoutCheckpoint(String stream) {
        Set<SyncRecord> ofAnyTenant = recordsOfAnyTenant(stream);

        List<SyncPage> pages = pages(stream, List.of());

        assertThat(records(pages)).isNotEmpty().isEqualTo(ofAnyTenant);
        assertThat(checkpoints(pages)).isEmpty();

        CHANGES.make(20);
        Set<SyncRecord> changed = recordsOfAnyTenant(stream);
        assertThat(records(pages(stream, checkpoints(pages)))).isEqualTo(changed);
    }

    @ParameterizedTest
    @MethodSource("dev.lanyard.entra.sync.ExpiredLinksTest#followed")
    void followedStream_saysWhyItIsReadWhole(String stream) {
        assertThat(pages(stream, List.of()))
                .flatExtracting(SyncPage::notices)
                .filteredOn(notice -> notice.message().contains("Change enumeration is not supported"))
                .extracting(Notice::remedy)
                .containsExactly("nothing needs to be done; external-ID and B2C tenants offer no delta query");
    }

    @Test
    void accountsAndGroups_areWhatTheTenantHolds() {
        assertThat(Reading.held(pages("accounts", List.of())).keySet())
                .isEqualTo(TENANT.records().accounts().keySet());
        assertThat(Reading.held(pages("groups", List.of())).keySet())
                .isEqualTo(TENANT.records().groups().keySet());
    }

    private Set<SyncRecord> recordsOfAnyTenant(String stream) {
        TENANT.simulator().setExternal(false);
        try {
            return records(pages(stream, List.of()));
        } finally {
            TENANT.simulator().setExternal(true);
        }
    }

    private List<SyncPage> pages(String stream, List<Checkpoint> checkpoints) {
        List<SyncPage> pages = new ArrayList<>();
        for (SyncPartition partition : streams.plan(new SyncRequest(Set.of(stream), checkpoints, 999))) {
            pages.addAll(Reading.pages(streams::read, partition));
        }
        return pages;
    }

    /** Not what is held in the end, for some streams tell only what belongs to the records of others. */
    private static Set<SyncRecord> records(List<SyncPage> pages) {
        return pages.stream()
                .flatMap(page -> page.records().stream())
                .filter(found -> !(found instanceof Removal))
                .collect(Collectors.toSet());
    }

    private static List<Checkpoint> checkpoints(List<SyncPage> pages) {
        return pages.stream()
                .map(SyncPage::next)
                .filter(NextStep.Done.class::isInstance)
                .flatMap(done -> ((NextStep.Done) done).checkpoint().stream())
                .toList();
    }
}
