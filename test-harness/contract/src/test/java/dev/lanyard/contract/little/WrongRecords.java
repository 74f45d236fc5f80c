package dev.lanyard.contract.little;

import dev.lanyard.spi.describe.EntitlementDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Entitlement;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Purpose;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Status;
import dev.lanyard.spi.model.SyncRecord;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.sync.Cursor;
import dev.lanyard.spi.sync.SyncPage;
import dev.lanyard.spi.sync.SyncPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Plugins whose records contradict each other or their description. */
public final class WrongRecords {

    static final ResourceId TEAM = new ResourceId("team", "t5");
    static final ResourceId PERSON = new ResourceId("person", "p7");

    private WrongRecords() {}

    /** Lets every record of every page pass through a change. */
    static SyncPage changed(SyncPage page, UnaryOperator<SyncRecord> change) {
        return with(page, page.records().stream().map(change).toList());
    }

    /** Adds records to the first page of the teams, if there are any teams. */
    static SyncPage plus(SyncPage page, SyncPartition partition, Cursor cursor, SyncRecord... more) {
        if (!partition.stream().equals("teams")
                || !cursor.isStart()
                || page.records().isEmpty()) {
            return page;
        }
        List<SyncRecord> records = new ArrayList<>(page.records());
        records.addAll(List.of(more));
        return with(page, records);
    }

    static SyncPage with(SyncPage page, List<SyncRecord> records) {
        return new SyncPage(records, page.next(), page.skipped(), page.notices(), page.remaining(), page.cost());
    }

    static Resource resource(ResourceId key, String name, Optional<ResourceId> parent) {
        return new Resource(key, name, Status.ENABLED, Set.of(), parent, Attributes.NONE);
    }

    static Grant grant(EntitlementId entitlement, ResourceId principal, boolean external) {
        return new Grant(GrantKey.direct(entitlement, principal), false, external, Validity.PERMANENT);
    }

    /** Reads robots in the stream of teams. */
    public static final class UndeclaredType extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            ResourceId robot = new ResourceId("robot", "r2");
            return plus(page, partition, cursor, resource(robot, "Robot 2", Optional.empty()));
        }
    }

    /** Says two things of one person, on different pages. */
    public static final class SharedIdentity extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            if (page.records().stream().noneMatch(record -> record.key().equals(PERSON))) {
                return page;
            }
            List<SyncRecord> records = new ArrayList<>(page.records());
            records.add(resource(new ResourceId("person", "p1"), "Somebody else", Optional.empty()));
            return with(page, records);
        }
    }

    /** Hangs a team under one that is not there. */
    public static final class MissingParent extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            Optional<ResourceId> nowhere = Optional.of(new ResourceId("team", "t99"));
            return changed(page, record -> record.key().equals(TEAM) ? resource(TEAM, "Hills", nowhere) : record);
        }
    }

    /** Hangs a team under itself. */
    public static final class ParentLoop extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            return changed(
                    page, record -> record.key().equals(TEAM) ? resource(TEAM, "Hills", Optional.of(TEAM)) : record);
        }
    }

    /** Offers an entitlement on a team that is not there. */
    public static final class EntitlementOnNothing extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            EntitlementId member = new EntitlementId(new ResourceId("team", "t99"), "member");
            return plus(
                    page,
                    partition,
                    cursor,
                    new Entitlement(member, "Member", Purpose.MEMBERSHIP, MEMBERS, Optional.empty()));
        }
    }

    /** Grants an entitlement that it describes but never reads. */
    public static final class GrantOfNothing extends LittlePlugin {
        @Override
        protected List<EntitlementDescriptor> entitlements() {
            List<EntitlementDescriptor> more = new ArrayList<>(super.entitlements());
            more.add(new EntitlementDescriptor("guest", "Guest", Purpose.ASSIGNMENT, MEMBERS));
            return more;
        }

        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            return plus(page, partition, cursor, grant(new EntitlementId(TEAM, "guest"), PERSON, false));
        }
    }

    /** Grants to a person who is not there. */
    public static final class GrantToNobody extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            ResourceId nobody = new ResourceId("person", "p99");
            return plus(page, partition, cursor, grant(new EntitlementId(TEAM, "lead"), nobody, false));
        }
    }

    /** Marks a grant to a person who is read as external. */
    public static final class ExternalButRead extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            return plus(page, partition, cursor, grant(new EntitlementId(TEAM, "lead"), PERSON, true));
        }
    }

    /** Lets a team lead a team, which only people can. */
    public static final class UnacceptedType extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            ResourceId other = new ResourceId("team", "t1");
            return plus(page, partition, cursor, grant(new EntitlementId(TEAM, "lead"), other, false));
        }
    }

    /** Does not say that the members of a team in a team belong to the outer one too. */
    public static final class NotExpandable extends LittlePlugin {
        @Override
        protected SyncPage finish(SyncPage page, SyncPartition partition, Cursor cursor) {
            return changed(
                    page,
                    record -> record instanceof Grant grant
                            ? new Grant(grant.key(), false, grant.external(), grant.validity())
                            : record);
        }
    }
}
