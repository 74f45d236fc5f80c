package dev.lanyard.contract.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.NextStep;
import dev.lanyard.spi.sync.ReadCost;
import dev.lanyard.spi.sync.SkippedRow;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WalkerTest {

    private static final ConnectorDescriptor DESCRIPTOR = new ConnectorDescriptor(
            "pages",
            "Pages",
            "1",
            SpiVersion.CURRENT,
            ConfigSchema.EMPTY,
            List.of(new ResourceTypeDescriptor("user", "User", Set.of(), List.of())),
            List.of(new StreamDescriptor("users", "Users", "Users.", Set.of("user"), false, List.of())));
    private static final List<SyncPartition> USERS = List.of(new SyncPartition("users", "", false, ""));

    private final AtomicInteger read = new AtomicInteger();

    @Test
    void pagesThatSayTheSameForEver_areLeft() {
        RecordedWalk walk =
                new Walker(DESCRIPTOR, (partition, cursor) -> more(List.of(user(1)), List.of())).walk(USERS);

        assertThat(walk.repeatedCursors())
                .singleElement()
                .asString()
                .contains("stream users", "nothing new", "there is more");
        assertThat(walk.resources()).hasSize(1);
    }

    @Test
    void pagesOfWhatIsLeftOut_areReadToTheirEnd() {
        int all = 5_000;
        RecordedWalk walk = new Walker(
                        DESCRIPTOR,
                        (partition, cursor) -> read.get() == all
                                ? page(List.of(), List.of(), new NextStep.Done(Optional.empty()))
                                : more(List.of(), List.of(new SkippedRow("user/" + read, "guest", "a guest"))))
                .walk(USERS);

        assertThat(walk.repeatedCursors()).isEmpty();
        assertThat(walk.skipped()).hasSize(all);
        assertThat(walk.ends()).hasSize(1);
    }

    private SyncPage more(List<Resource> records, List<SkippedRow> skipped) {
        return page(records, skipped, new NextStep.More(new Cursor("page " + read.incrementAndGet())));
    }

    private static SyncPage page(List<Resource> records, List<SkippedRow> skipped, NextStep next) {
        return new SyncPage(List.copyOf(records), next, skipped, List.of(), OptionalLong.empty(), ReadCost.FREE);
    }

    private static Resource user(int number) {
        return new Resource(
                new ResourceId("user", "u" + number),
                "User " + number,
                Status.ENABLED,
                Set.of(),
                Optional.empty(),
                Attributes.NONE);
    }
}
