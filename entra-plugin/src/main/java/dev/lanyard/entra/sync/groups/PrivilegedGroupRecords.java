package dev.lanyard.entra.sync.groups;

import static dev.lanyard.entra.rows.ValueReaders.TEXT;
import static dev.lanyard.entra.rows.ValueReaders.TIME;

import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.page.PageBuilder;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Grant;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Makes grants of what PIM says of one group. For one list. */
final class PrivilegedGroupRecords implements RowVisitor {

    static final PageReader READER = new PageReader(
            "schedules of groups under PIM",
            PropertyTable.builder()
                    .add(TEXT, "groupId", "principalId", "accessId", "assignmentType", "memberType")
                    .add(TIME, "startDateTime", "endDateTime")
                    .add(ValueReaders.TYPE, "principal")
                    .build(),
            Set.of());

    private final PageBuilder page;
    private final ResourceId group;
    private final boolean eligible;

    /** Makes grants to those who are eligible, or to those who are in for a time. */
    PrivilegedGroupRecords(PageBuilder page, ResourceId group, boolean eligible) {
        this.page = page;
        this.group = group;
        this.eligible = eligible;
    }

    /** Whoever is in for good is an ordinary member, and who is in through a group follows from that group. */
    @Override
    public void row(Row row) {
        Optional<GroupRelation> relation = GroupRelation.ofAccess(row.text("accessId"));
        if (!row.text("groupId").equalsIgnoreCase(group.id())
                || row.text("principalId").isBlank()
                || relation.isEmpty()) {
            page.skip(group.text(), "malformed", "a schedule that names another group, no principal or no access");
            return;
        }
        boolean endless = !eligible && row.time("endDateTime").isEmpty();
        if (endless || row.text("memberType").equalsIgnoreCase("group")) {
            page.skipProblems(group.text(), row);
        } else {
            addGrant(relation.get(), row);
        }
    }

    private void addGrant(GroupRelation relation, Row row) {
        Optional<Instant> until = row.time("endDateTime");
        GroupPrincipal principal = GroupPrincipal.of(relation, row.text("principal"));
        String slug = relation == GroupRelation.OWNERS ? EntraTypes.OWNER : EntraTypes.MEMBER;
        Attributes.Builder attributes = Attributes.builder();
        if (!row.text("assignmentType").isEmpty()) {
            attributes.put("assignmentType", row.text("assignmentType"));
        }
        GrantKey key = new GrantKey(
                new EntitlementId(group, slug),
                new ResourceId(principal.type(), row.text("principalId")),
                eligible ? Holding.ELIGIBLE : Holding.TEMPORARY,
                Optional.empty(),
                Optional.empty());
        page.add(new Grant(
                key,
                principal.expandable(),
                principal.external(),
                new Validity(row.time("startDateTime"), until),
                attributes.build()));
        page.skipProblems(key.text(), row);
    }

    @Override
    public void notAnObject() {
        page.skipRow(EntraTypes.GROUP, "a schedule that is not an object");
    }
}
