package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes users. */
final class UsersWriting {

    /** What can be changed of a user whose master is on the premises. */
    private static final Set<String> ALWAYS_IN_THE_CLOUD = Set.of("usageLocation", "otherMails");

    private static final Set<String> SENSITIVE = Set.of(
            "accountEnabled",
            "mobilePhone",
            "userPrincipalName",
            "onPremisesImmutableId",
            "passwordProfile",
            "otherMails",
            "businessPhones");

    private UsersWriting() {}

    static Answer create(WriteCall call) {
        Map<String, @Nullable JsonNode> values = UserRules.read(call.body(), call.truth());
        UserRules.VALUES.requireAll(values, "accountEnabled", "displayName", "mailNickname", "userPrincipalName");
        requireLifeCycle(call, values);
        String principalName = String.valueOf(UserRules.text(values, "userPrincipalName"));
        JsonNode profile = values.get("passwordProfile");
        String password = profile == null ? null : PasswordRules.password(profile, principalName, strong(values));
        if (UserRules.federated(call.truth(), principalName)) {
            if (values.get("onPremisesImmutableId") == null) {
                throw GraphException.badRequest("One or more properties contains invalid values.");
            }
        } else if (password == null) {
            throw GraphException.badRequest("A password must be specified to create a new user.");
        }
        UserRules.requireUnique(values, call.truth(), "");
        String id = call.tenant().newId();
        Map<String, @Nullable Object> properties = stored(values);
        properties.put("createdDateTime", call.tenant().now());
        properties.putIfAbsent("userType", "Member");
        properties.put(
                "identities",
                List.of(Map.of(
                        "signInType",
                        "userPrincipalName",
                        "issuer",
                        principalName.substring(principalName.indexOf('@') + 1),
                        "issuerAssignedId",
                        principalName)));
        if (password != null) {
            properties.put("lastPasswordChangeDateTime", call.tenant().now());
            call.tenant().passwords().set(id, password);
        }
        call.tenant().add(DirectoryObject.of(ObjectType.USER, id, properties));
        return call.object(201, "users", id);
    }

    static Answer update(WriteCall call) {
        Map<String, @Nullable JsonNode> values = UserRules.read(call.body(), call.truth());
        DirectoryObject user = call.user(call.id());
        requireAllowed(call, user, values.keySet());
        requireLifeCycle(call, values);
        if (isSynced(user) && !ALWAYS_IN_THE_CLOUD.containsAll(values.keySet())) {
            throw Refusals.synced();
        }
        UserRules.requireUnique(values, call.truth(), user.id());
        Map<String, @Nullable Object> properties = stored(values);
        JsonNode profile = values.get("passwordProfile");
        if (profile != null) {
            String password =
                    PasswordRules.password(profile, String.valueOf(user.text("userPrincipalName")), strong(values));
            if (password != null) {
                call.tenant().passwords().set(user.id(), password);
                properties.put("lastPasswordChangeDateTime", call.tenant().now());
            }
        }
        if (!properties.isEmpty()) {
            call.tenant().update(user.id(), properties);
        }
        return WriteCall.done();
    }

    static Answer delete(WriteCall call) {
        DirectoryObject user = call.user(call.id());
        Privileges.requireAbove(call, user);
        call.tenant().delete(user.id(), false);
        return WriteCall.done();
    }

    static Answer revokeSessions(WriteCall call) {
        DirectoryObject user = call.user(call.id());
        Privileges.requireAbove(call, user);
        Map<String, String> since =
                Map.of("signInSessionsValidFromDateTime", call.tenant().now());
        call.tenant().change(edit -> edit.update(user.id(), since, "Update StsRefreshTokenValidFrom Timestamp"));
        return Answer.jsonOf(200, Map.of("@odata.context", call.links().context("Edm.Boolean"), "value", true));
    }

    static Answer setManager(WriteCall call) {
        DirectoryObject manager = call.referred();
        DirectoryObject user = call.user(call.id());
        requireInTheCloud(user);
        if (manager.type() != ObjectType.USER && manager.type() != ObjectType.ORG_CONTACT) {
            throw GraphException.badRequest("Invalid object type specified for property 'manager'.");
        }
        call.tenant().setManager(user.id(), manager.id());
        return WriteCall.done();
    }

    static Answer removeManager(WriteCall call) {
        DirectoryObject user = call.user(call.id());
        requireInTheCloud(user);
        if (call.truth().manager(call.truth().slot(user.id())) < 0) {
            throw GraphException.notFound("manager");
        }
        call.tenant().setManager(user.id(), null);
        return WriteCall.done();
    }

    /** What is stored of what was sent: everything but the password. */
    private static Map<String, @Nullable Object> stored(Map<String, @Nullable JsonNode> values) {
        Map<String, @Nullable Object> stored = new HashMap<>(values);
        JsonNode profile = values.get("passwordProfile");
        if (profile != null) {
            stored.put("passwordProfile", PasswordRules.kept(profile));
        }
        if (values.containsKey("mail")) {
            String mail = UserRules.text(values, "mail");
            stored.put("proxyAddresses", mail == null ? null : List.of("SMTP:" + mail));
        }
        return stored;
    }

    private static boolean strong(Map<String, @Nullable JsonNode> values) {
        String policies = UserRules.text(values, "passwordPolicies");
        return policies == null || !policies.contains("DisableStrongPassword");
    }

    /** Some permissions are for one property only; a password needs its own, and a directory role besides. */
    private static void requireAllowed(WriteCall call, DirectoryObject user, Set<String> names) {
        Set<String> rest = new HashSet<>(names);
        if (rest.remove("passwordProfile")) {
            call.require(WritePermissions.PASSWORDS);
            Privileges.requireAdministratorOfUsers(call);
        }
        if (!call.has(WritePermissions.USERS)) {
            Map.of(
                            "accountEnabled", WritePermissions.ENABLING,
                            "mobilePhone", WritePermissions.PHONES,
                            "businessPhones", WritePermissions.PHONES,
                            "otherMails", WritePermissions.MAIL)
                    .forEach((name, permissions) -> {
                        if (call.has(permissions)) {
                            rest.remove(name);
                        }
                    });
            if (!rest.isEmpty()) {
                throw GraphException.denied();
            }
        }
        if (names.stream().anyMatch(SENSITIVE::contains)) {
            Privileges.requireAbove(call, user);
        }
    }

    private static void requireLifeCycle(WriteCall call, Map<String, @Nullable JsonNode> values) {
        if (values.containsKey("employeeLeaveDateTime")) {
            call.require(WritePermissions.LIFE_CYCLE);
        }
    }

    private static void requireInTheCloud(DirectoryObject user) {
        if (isSynced(user)) {
            throw Refusals.synced();
        }
    }

    static boolean isSynced(DirectoryObject object) {
        return object.value(object.type().properties().get("onPremisesSyncEnabled"))
                .asBoolean();
    }
}
