package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.host.report.AccessReport;
import dev.lanyard.host.services.CancellationSource;
import dev.lanyard.host.store.HeldEntitlement;
import dev.lanyard.host.store.Store;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.sync.SyncEngine;
import dev.lanyard.host.sync.SyncListener;
import dev.lanyard.host.sync.SyncOptions;
import dev.lanyard.spi.Connector;
import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.check.CheckReport;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import dev.lanyard.spi.sync.SyncRequest;
import dev.lanyard.spi.traffic.ServiceTraffic;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and the host say the same of how long something lasts that is had in several ways at once. */
class ReportTermsIT {

    private static final Instant AT = Instant.parse("2026-06-15T12:00:00Z");
    private static final ResourceId ANN = new ResourceId("user", "ann");
    private static final ResourceId ADMINS = new ResourceId("group", "admins");
    private static final EntitlementId MEMBER = new EntitlementId(ADMINS, "member");
    private static final EntitlementId ROLE = new EntitlementId(new ResourceId("role", "reader"), "assigned");

    /** Activated until August, and shown by the system beside it as plain grants. */
    private static final List<SyncRecord> RECORDS = List.of(
            resource(ANN, Trait.ACCOUNT),
            resource(ADMINS, Trait.GROUP),
            resource(ROLE.resource(), Trait.ROLE),
            new Entitlement(MEMBER, "Member", Purpose.MEMBERSHIP, Set.of("user"), Optional.empty()),
            new Entitlement(ROLE, "Assigned", Purpose.ASSIGNMENT, Set.of("user", "group"), Optional.empty()),
            grant(MEMBER, ANN, Holding.ACTIVE, Validity.PERMANENT),
            grant(ROLE, ADMINS, Holding.ACTIVE, Validity.PERMANENT),
            grant(ROLE, ADMINS, Holding.ELIGIBLE, Validity.PERMANENT),
            grant(ROLE, ADMINS, Holding.TEMPORARY, until("2026-08-01T00:00:00Z")));

    @TempDir
    private Path folder;

    private static Resource resource(ResourceId id, Trait trait) {
        return new Resource(id, "The " + id.id(), Status.ENABLED, Set.of(trait), Optional.empty(), Attributes.NONE);
    }

    private static Grant grant(EntitlementId what, ResourceId who, Holding holding, Validity validity) {
        GrantKey key = new GrantKey(what, who, holding, Optional.empty(), Optional.empty());
        return new Grant(key, who.equals(ADMINS), false, validity);
    }

    private static Validity until(String end) {
        return new Validity(Optional.empty(), Optional.of(Instant.parse(end)));
    }

    @Test
    void whatIsHadThroughAGroup_endsWhenTheGroupsOwnDoes_fromBothSides() throws IOException {
        Path page = folder.resolve("report.html");
        try (StoreReader reader = synced();
                Writer out = Files.newBufferedWriter(page)) {
            AccessReport.write(reader, AT, out);
            assertThat(reader.access().heldBy(ANN))
                    .filteredOn(held -> held.entitlement().key().equals(ROLE.text()))
                    .extracting(HeldEntitlement::terms)
                    .allSatisfy(terms -> assertThat(terms.validity()).isEqualTo(until("2026-08-01T00:00:00Z")));
        }

        try (Browser browser = Browser.start(folder.resolve("profile"))) {
            browser.open(page);
            for (String side : List.of("of/user%2Fann", "of/role%2Freader")) {
                browser.view("#/" + side);
                assertThat(browser.texts("main tbody tr"))
                        .as(side)
                        .filteredOn(row -> row.contains("The admins") && !row.contains("Directly"))
                        .singleElement()
                        .asString()
                        .contains("Active, for a time", "2026-08-01");
            }
        }
    }

    private StoreReader synced() {
        Store store = Store.open(folder.resolve("tenant.db"));
        new SyncEngine(OnePage.DESCRIPTOR, new OnePage(), store, SyncOptions.standard())
                .run(SyncListener.SILENT, new CancellationSource());
        return store.read().orElseThrow();
    }

    /** A connector whose system fits on one page. */
    private static final class OnePage implements Connector {

        private static final ConnectorDescriptor DESCRIPTOR = new ConnectorDescriptor(
                "one-page",
                "One page",
                "1",
                SpiVersion.CURRENT,
                new ConfigSchema(List.of(), List.of()),
                List.of(
                        new ResourceTypeDescriptor("user", "User", Set.of(Trait.ACCOUNT), List.of()),
                        new ResourceTypeDescriptor("group", "Group", Set.of(Trait.GROUP), List.of()),
                        new ResourceTypeDescriptor("role", "Role", Set.of(Trait.ROLE), List.of())),
                List.of(new StreamDescriptor("all", "All", "all", Set.of("user", "group", "role"), false, List.of())));

        @Override
        public CheckReport check() {
            return new CheckReport(List.of());
        }

        @Override
        public List<SyncPartition> plan(SyncRequest request) {
            return List.of(new SyncPartition("all", "", false, "all"));
        }

        @Override
        public SyncPage read(SyncPartition partition, Cursor cursor) {
            return new SyncPage(
                    RECORDS,
                    new NextStep.Done(Optional.empty()),
                    List.of(),
                    List.of(),
                    OptionalLong.empty(),
                    ReadCost.FREE);
        }

        @Override
        public Map<String, ServiceTraffic> traffic() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
