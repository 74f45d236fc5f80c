package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a group's properties must be like, and which groups Graph leaves to others. */
final class GroupRules {

    private static final int MOST_ROLE_ASSIGNABLE = 500;

    static final PropertyValues VALUES = new PropertyValues(
            ObjectType.GROUP,
            Set.of("classification description displayName groupTypes isAssignableToRole mailEnabled mailNickname"
                    .concat(" membershipRule membershipRuleProcessingState preferredDataLocation preferredLanguage")
                    .concat(" resourceBehaviorOptions resourceProvisioningOptions securityEnabled theme visibility")
                    .concat(" uniqueName")
                    .split(" ", -1)),
            Map.of("displayName", 256, "mailNickname", 64, "description", 1024, "membershipRule", 3072));

    private static final String VISIBILITY = "visibility";
    private static final String HIDDEN = "HiddenMembership";

    private static final Set<String> NEVER_CHANGED = Set.of("isAssignableToRole", "mailEnabled", "uniqueName");

    private static final Set<String> NEVER_UNSET =
            Set.of("displayName", "mailNickname", "securityEnabled", "mailEnabled");

    private GroupRules() {}

    static Map<String, @Nullable JsonNode> read(JsonNode body) {
        Map<String, @Nullable JsonNode> values = VALUES.read(body);
        values.forEach((name, value) -> {
            if (value == null && NEVER_UNSET.contains(name)) {
                throw VALUES.invalid(name);
            }
        });
        String nickname = UserRules.text(values, "mailNickname");
        if (nickname != null && !nickname.matches("[\\x21-\\x7e&&[^@()\\\\\\[\\]\";:<>, ]]+")) {
            throw VALUES.invalid("mailNickname");
        }
        String visibility = UserRules.text(values, VISIBILITY);
        if (visibility != null && !Set.of("Private", "Public", HIDDEN).contains(visibility)) {
            throw VALUES.invalid(VISIBILITY);
        }
        return values;
    }

    /** Refuses a new group that Graph cannot make, or that the tenant has not paid for. */
    static void requireCreatable(Map<String, @Nullable JsonNode> values, WriteCall call) {
        boolean unified = hasType(values, "Unified");
        boolean dynamic = hasType(values, "DynamicMembership");
        boolean mail = isTrue(values, "mailEnabled");
        boolean security = isTrue(values, "securityEnabled");
        if (mail && !unified) {
            throw GraphException.badRequest("The service does not currently support writes of mail-enabled groups."
                    + " Please ensure that the mail-enablement property is unset and try again.");
        }
        if (unified && !mail) {
            throw GraphException.badRequest("Mail enabled must be true for Unified groups.");
        }
        if (!unified && !security) {
            throw VALUES.invalid("securityEnabled");
        }
        if (dynamic == (values.get("membershipRule") == null)) {
            throw GraphException.badRequest(
                    "A dynamic group needs membershipRule and DynamicMembership among its groupTypes.");
        }
        if (dynamic && call.tenant().premium() == Premium.FREE) {
            throw GraphException.badRequest("Insufficient license quota to create a dynamic group.");
        }
        String uniqueName = UserRules.text(values, "uniqueName");
        if (uniqueName != null && named(uniqueName, call.truth()).isPresent()) {
            throw Refusals.exists("uniqueName");
        }
        if (HIDDEN.equals(UserRules.text(values, VISIBILITY)) && !unified) {
            throw VALUES.invalid(VISIBILITY);
        }
        if (isTrue(values, "isAssignableToRole")) {
            requireRoleAssignable(values, call, dynamic, security);
        }
        if (unified) {
            requireUnique(values, call.truth(), "");
        }
    }

    private static void requireRoleAssignable(
            Map<String, @Nullable JsonNode> values, WriteCall call, boolean dynamic, boolean security) {
        call.require(WritePermissions.ROLES);
        String visibility = UserRules.text(values, VISIBILITY);
        if (dynamic || !security || (visibility != null && !visibility.equals("Private"))) {
            throw GraphException.badRequest("A group that can be assigned to roles must be security-enabled and"
                    + " private, and cannot be dynamic.");
        }
        if (call.tenant().premium() == Premium.FREE) {
            throw GraphException.badRequest("The tenant needs Microsoft Entra ID P1 for groups with roles.");
        }
        if (groups(call.truth()).filter(GroupRules::isRoleAssignable).count() >= MOST_ROLE_ASSIGNABLE) {
            throw new GraphException(
                    400,
                    "Directory_QuotaExceeded",
                    "The directory object quota limit for the tenant has been exceeded.");
        }
    }

    /** Refuses a mail nickname that another group with a mailbox has. */
    static void requireUnique(Map<String, @Nullable JsonNode> values, Directory directory, String ownId) {
        String nickname = UserRules.text(values, "mailNickname");
        if (nickname != null
                && groups(directory)
                        .filter(group -> !group.id().equals(ownId) && isTrue(group, "mailEnabled"))
                        .anyMatch(group -> nickname.equalsIgnoreCase(group.text("mailNickname")))) {
            throw Refusals.exists("mailNickname");
        }
    }

    /** The group of this unique name. */
    static Optional<DirectoryObject> named(String uniqueName, Directory directory) {
        return groups(directory)
                .filter(group -> uniqueName.equals(group.text("uniqueName")))
                .findFirst();
    }

    /** Refuses a change of a group that lives elsewhere, or of what stays as it was made. */
    static void requireChangeable(WriteCall call, DirectoryObject group, Map<String, @Nullable JsonNode> values) {
        requireHere(group);
        if (isRoleAssignable(group)) {
            call.require(WritePermissions.ROLES);
        }
        values.keySet().stream().filter(NEVER_CHANGED::contains).findFirst().ifPresent(name -> {
            throw GraphException.badRequest("Property '" + name + "' is read-only and cannot be set.");
        });
        if (values.containsKey(VISIBILITY)) {
            requireVisibility(group, UserRules.text(values, VISIBILITY));
        }
    }

    /** Whether a group hides its members is decided when it is made; one that can hold roles stays private. */
    private static void requireVisibility(DirectoryObject group, @Nullable String visibility) {
        String before = group.text(VISIBILITY);
        boolean hides = HIDDEN.equals(before) || HIDDEN.equals(visibility);
        boolean opens = isRoleAssignable(group) && !"Private".equals(visibility);
        if (!Objects.equals(before, visibility) && (hides || opens)) {
            throw VALUES.invalid(VISIBILITY);
        }
    }

    /** Refuses groups whose master is on the premises or in Exchange. */
    static void requireHere(DirectoryObject group) {
        if (UsersWriting.isSynced(group)) {
            throw Refusals.synced();
        }
        if (isTrue(group, "mailEnabled") && !hasType(group, "Unified")) {
            throw Refusals.mailEnabled();
        }
    }

    /** Refuses groups whose members are not chosen by hand. */
    static void requireMembersByHand(WriteCall call, DirectoryObject group) {
        requireHere(group);
        if (hasType(group, "DynamicMembership")) {
            throw GraphException.badRequest("Cannot modify membership of a dynamic group.");
        }
        if (isRoleAssignable(group)) {
            call.require(WritePermissions.ROLES);
        }
    }

    static boolean isRoleAssignable(DirectoryObject group) {
        return isTrue(group, "isAssignableToRole");
    }

    static boolean isUnified(DirectoryObject group) {
        return hasType(group, "Unified");
    }

    static boolean isTrue(DirectoryObject group, String name) {
        return group.value(group.type().properties().get(name)).asBoolean();
    }

    private static boolean isTrue(Map<String, @Nullable JsonNode> values, String name) {
        JsonNode value = values.get(name);
        return value != null && value.asBoolean();
    }

    private static boolean hasType(DirectoryObject group, String type) {
        return contains(group.value(group.type().properties().get("groupTypes")), type);
    }

    private static boolean hasType(Map<String, @Nullable JsonNode> values, String type) {
        JsonNode types = values.get("groupTypes");
        return types != null && contains(types, type);
    }

    private static boolean contains(JsonNode list, String text) {
        for (JsonNode each : list) {
            if (each.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static Stream<DirectoryObject> groups(Directory directory) {
        return Arrays.stream(directory.slots(ObjectType.GROUP))
                .mapToObj(directory::object)
                .flatMap(Stream::ofNullable);
    }
}
