package dev.lanyard.entra.provision.groups;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.Row;
import dev.lanyard.entra.rows.RowVisitor;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.types.EntraTypes;
import dev.lanyard.entra.types.GroupKind;
import dev.lanyard.spi.model.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has to be known of a group before it is changed.
 *
 * @param id its id
 * @param name its display name, or its id
 * @param kind its kind
 * @param roleAssignable whether it can hold directory roles
 * @param memberRefusal why Graph changes none of its members
 * @param ownerRefusal why Graph changes none of its owners
 */
record GroupFacts(
        String id,
        String name,
        GroupKind kind,
        boolean roleAssignable,
        Optional<Refusal> memberRefusal,
        Optional<Refusal> ownerRefusal) {

    private static final String[] SELECTED = {
        "id",
        "displayName",
        "groupTypes",
        "mailEnabled",
        "securityEnabled",
        "onPremisesSyncEnabled",
        "isAssignableToRole"
    };

    private static final PageReader READER = new PageReader(
            "groups",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "id", "displayName")
                    .add(ValueReaders.TEXTS, "groupTypes")
                    .add(ValueReaders.FLAG, "mailEnabled", "securityEnabled", "onPremisesSyncEnabled")
                    .add(ValueReaders.FLAG, "isAssignableToRole")
                    .build(),
            Set.of());

    /**
     * Reads groups, none of them from the cache.
     *
     * @param door reads
     * @param ids which groups
     * @return the facts by id, without groups that are not there
     */
    static Map<String, GroupFacts> read(GraphDoor door, Collection<String> ids) {
        List<String> distinct = ids.stream().distinct().toList();
        List<BatchReply> replies =
                door.batch(distinct.stream().map(id -> request(door, id)).toList());
        Map<String, GroupFacts> facts = new HashMap<>();
        for (int i = 0; i < replies.size(); i++) {
            BatchReply reply = replies.get(i);
            if (reply.status() != 404) {
                facts.put(distinct.get(i), of(reply.bodyOrThrow()));
            }
        }
        return facts;
    }

    /** Why Graph does not change this link, or empty. */
    Optional<Refusal> refusal(GroupLink link) {
        return link.ofOwner() ? ownerRefusal : memberRefusal;
    }

    /** Whether this link is for Exchange to change. */
    boolean isKeptByExchange(GroupLink link) {
        return refusal(link)
                .map(Refusal::code)
                .filter(GroupKind.EXCHANGE_MANAGED_CODE::equals)
                .isPresent();
    }

    /** Whether a group of this kind takes such a principal; source: "Add members" and "Add owners" of the reference. */
    boolean takes(GroupLink link) {
        String type = link.principal().type();
        if (link.ofOwner()) {
            return EntraTypes.OWNER_TYPES.contains(type);
        }
        if (kind == GroupKind.MICROSOFT_365) {
            return type.equals(EntraTypes.USER);
        }
        return roleAssignable
                ? type.equals(EntraTypes.USER) || type.equals(EntraTypes.SERVICE_PRINCIPAL)
                : EntraTypes.MEMBER_TYPES.contains(type);
    }

    private static RequestInformation request(GraphDoor door, String id) {
        RequestInformation request = door.requests().groups().byGroupId(id).toGetRequestInformation(configuration -> {
            configuration.queryParameters.select = SELECTED;
        });
        request.headers.add("Cache-Control", "no-cache");
        return request;
    }

    private static GroupFacts of(byte[] body) {
        List<GroupFacts> facts = new ArrayList<>();
        READER.readOne(body, new RowVisitor() {
            @Override
            public void row(Row row) {
                GroupKind kind = GroupKind.of(row);
                String id = row.text("id");
                facts.add(new GroupFacts(
                        id,
                        row.text("displayName").isBlank() ? id : row.text("displayName"),
                        kind,
                        row.flag("isAssignableToRole", false),
                        kind.memberRefusal(row),
                        kind.ownerRefusal(row)));
            }

            @Override
            public void notAnObject() {
                throw new IllegalStateException("a single object is one");
            }
        });
        return facts.get(0);
    }
}
