package dev.lanyard.entra.events;

import dev.lanyard.entra.sync.groups.GroupTies;
import dev.lanyard.entra.sync.page.Renewal;
import dev.lanyard.spi.event.ChangeKind;
import dev.lanyard.spi.model.RecordKey;
import dev.lanyard.spi.model.SyncRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an entry of the audit log means for what is read of a tenant.
 *
 * @param kind what became of the subject
 * @param subject what was changed
 * @param looks what has to be read anew to know what has become of it
 * @param tie a link of a group that has come or gone, if it is that
 * @param known what follows from the entry alone
 */
record Meaning(
        ChangeKind kind, RecordKey subject, List<Look> looks, Optional<GroupTies.Tie> tie, List<SyncRecord> known) {

    /**
     * Something to read anew.
     *
     * @param part what of it
     * @param id by which id
     */
    record Look(Renewal.Part part, String id) {}

    Meaning {
        looks = List.copyOf(looks);
        known = List.copyOf(known);
    }

    static Meaning of(ChangeKind kind, RecordKey subject, Look... looks) {
        return new Meaning(kind, subject, List.of(looks), Optional.empty(), List.of());
    }

    Meaning and(Renewal.Part part, String id) {
        List<Look> more = new ArrayList<>(looks);
        more.add(new Look(part, id));
        return new Meaning(kind, subject, more, tie, known);
    }

    Meaning with(GroupTies.Tie link) {
        return new Meaning(kind, subject, looks, Optional.of(link), known);
    }

    Meaning with(List<SyncRecord> records) {
        return new Meaning(kind, subject, looks, tie, records);
    }
}
