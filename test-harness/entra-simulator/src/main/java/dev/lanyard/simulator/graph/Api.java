package dev.lanyard.simulator.graph;

import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Every endpoint that is played, with its price and permissions. */
final class Api {

    private static final List<ObjectType> CASTS = List.of(
            ObjectType.USER, ObjectType.GROUP, ObjectType.SERVICE_PRINCIPAL, ObjectType.DEVICE, ObjectType.ORG_CONTACT);

    private final List<Operation> operations = new ArrayList<>();

    /** Answers a call on a group's links, of all types or of one. */
    private interface LinkHandler {
        Answer answer(GraphRequest request, Optional<ObjectType> cast);
    }

    private Api() {}

    static List<Operation> operations(
            Supplier<Tenant> tenant, PageTokens tokens, Links links, InstantSource clock, Operation batch) {
        Listing listing = new Listing(tokens, links);
        ObjectsEndpoint users = new ObjectsEndpoint(ObjectType.USER, "users", listing, links);
        ObjectsEndpoint groups = new ObjectsEndpoint(ObjectType.GROUP, "groups", listing, links);
        LinkedObjectsEndpoint ofUsers = new LinkedObjectsEndpoint(users, listing, links);
        LinkedObjectsEndpoint ofGroups = new LinkedObjectsEndpoint(groups, listing, links);
        DirectoryObjectsEndpoint objects = new DirectoryObjectsEndpoint(listing, links);
        DeltaEndpoint userDelta = new DeltaEndpoint(ObjectType.USER, "users", tenant, tokens, links, clock);
        DeltaEndpoint groupDelta = new DeltaEndpoint(ObjectType.GROUP, "groups", tenant, tokens, links, clock);

        Api api = new Api();
        api.get("/users", 2, Permissions.READ_USERS_BASIC, users::list);
        api.get("/users/$count", 2, Permissions.READ_USERS_BASIC, users::count);
        api.get("/users/delta", 2, Permissions.READ_USERS, userDelta::answer);
        api.get("/users/{id}", 2, Permissions.READ_USERS_BASIC, users::one);
        api.get("/users/{id}/manager", 2, Permissions.READ_USERS, ofUsers::manager);
        api.get("/groups", 1, Permissions.READ_GROUPS, groups::list);
        api.get("/groups/$count", 1, Permissions.READ_GROUPS, groups::count);
        api.get("/groups/delta", 1, Permissions.READ_GROUPS, groupDelta::answer);
        api.get("/groups/{id}", 1, Permissions.READ_GROUPS, groups::one);
        api.links("/groups/{id}/members", 3, Permissions.READ_MEMBERS, ofGroups::members);
        api.links("/groups/{id}/transitiveMembers", 5, Permissions.READ_MEMBERS, ofGroups::transitiveMembers);
        api.links("/groups/{id}/owners", 1, Permissions.READ_OWNERS, ofGroups::owners);
        api.get("/directoryObjects/{id}", 1, Permissions.READ_ANY_OBJECT, objects::one);
        api.operations.add(
                new Operation("POST", "/directoryObjects/getByIds", 5, 3, Permissions.READ_ANY_OBJECT, objects::byIds));
        api.get("/organization", 1, Permissions.READ_ORGANIZATION, objects::organization);
        api.operations.add(batch);
        return List.copyOf(api.operations);
    }

    private void get(String template, int units, Set<String> permissions, Operation.Handler handler) {
        operations.add(Operation.of("GET", template, units, permissions, handler));
    }

    private void links(String template, int units, Set<String> permissions, LinkHandler handler) {
        get(template, units, permissions, request -> handler.answer(request, Optional.empty()));
        for (ObjectType type : CASTS) {
            get(
                    template + "/microsoft.graph." + type.graphName(),
                    units,
                    permissions,
                    request -> handler.answer(request, Optional.of(type)));
        }
    }
}
