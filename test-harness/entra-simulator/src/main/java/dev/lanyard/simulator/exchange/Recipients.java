package dev.lanyard.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Tenant;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who can receive mail, as Exchange knows them: some time after the directory does. */
final class Recipients {

    /** What Exchange calls mailboxes that are not a person's, by what Graph says that they are for. */
    private static final Map<String, String> MAILBOXES =
            Map.of("shared", "SharedMailbox", "room", "RoomMailbox", "equipment", "EquipmentMailbox");

    private final Tenant tenant;
    private final Directory directory;

    Recipients(Tenant tenant) {
        this.tenant = tenant;
        this.directory = tenant.current();
    }

    /** Every distribution group and mail-enabled security group. */
    Stream<DirectoryObject> groups() {
        return all(ObjectType.GROUP).filter(group -> isTrue(group, "mailEnabled") && !isUnified(group));
    }

    /** The group of this id, address, alias or name. */
    DirectoryObject group(String identity) {
        return groups().filter(group -> named(group, identity, "mailNickname", "displayName"))
                .findFirst()
                .orElseThrow(() -> CmdletException.notFound(identity));
    }

    /** The recipient of this id or address that can be a member of a group, or manage one. */
    DirectoryObject recipient(String identity) {
        return Stream.of(ObjectType.USER, ObjectType.ORG_CONTACT, ObjectType.GROUP)
                .flatMap(this::all)
                .filter(each -> each.text("mail") != null && isKnown(each))
                .filter(each -> named(each, identity, each.type() == ObjectType.USER ? "userPrincipalName" : "mail"))
                .findFirst()
                .orElseThrow(() -> CmdletException.noRecipient(identity));
    }

    private boolean isKnown(DirectoryObject object) {
        if (object.type() != ObjectType.USER || object.text("createdDateTime") == null) {
            return true;
        }
        Instant created = Instant.parse(String.valueOf(object.text("createdDateTime")));
        return !created.plus(tenant.exchangeLag()).isAfter(Instant.parse(tenant.now()));
    }

    private static boolean named(DirectoryObject object, String identity, String... properties) {
        return object.id().equalsIgnoreCase(identity)
                || identity.equalsIgnoreCase(object.text("mail"))
                || Arrays.stream(properties).anyMatch(name -> identity.equalsIgnoreCase(object.text(name)));
    }

    /** What is linked to a group, as far as it can receive mail. */
    List<DirectoryObject> linked(Link link, DirectoryObject group) {
        return Arrays.stream(directory.linked(link, directory.slot(group.id())))
                .mapToObj(directory::object)
                .filter(Objects::nonNull)
                .toList();
    }

    /** A group or a member as a cmdlet tells it. */
    Map<String, @Nullable Object> told(DirectoryObject object) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("ExternalDirectoryObjectId", object.id());
        told.put("Identity", object.text("displayName"));
        told.put("Name", object.text("displayName"));
        told.put("DisplayName", object.text("displayName"));
        told.put("Alias", object.text("mailNickname"));
        told.put("PrimarySmtpAddress", object.text("mail"));
        told.put("RecipientTypeDetails", details(object));
        if (object.type() == ObjectType.GROUP) {
            List<String> managers = linked(Link.MANAGED_BY, object).stream()
                    .map(DirectoryObject::id)
                    .toList();
            told.put("ManagedBy", managers.isEmpty() ? List.of("Organization Management") : managers);
            told.put("IsDirSynced", isSynced(object));
        }
        return told;
    }

    static String details(DirectoryObject object) {
        return switch (object.type()) {
            case USER ->
                "Guest".equals(object.text("userType"))
                        ? "GuestMailUser"
                        : MAILBOXES.getOrDefault(
                                object.value(object.type().properties().get("mailboxSettings"))
                                        .path("userPurpose")
                                        .asText(),
                                "UserMailbox");
            case GROUP ->
                isUnified(object)
                        ? "GroupMailbox"
                        : isTrue(object, "securityEnabled")
                                ? "MailUniversalSecurityGroup"
                                : "MailUniversalDistributionGroup";
            default -> "MailContact";
        };
    }

    static boolean isUnified(DirectoryObject group) {
        JsonNode types = group.value(group.type().properties().get("groupTypes"));
        return types.toString().contains("\"Unified\"");
    }

    static boolean isSynced(DirectoryObject group) {
        return isTrue(group, "onPremisesSyncEnabled");
    }

    private static boolean isTrue(DirectoryObject object, String property) {
        return object.value(object.type().properties().get(property)).asBoolean();
    }

    private Stream<DirectoryObject> all(ObjectType type) {
        return Arrays.stream(directory.slots(type)).mapToObj(directory::object).flatMap(Stream::ofNullable);
    }
}
