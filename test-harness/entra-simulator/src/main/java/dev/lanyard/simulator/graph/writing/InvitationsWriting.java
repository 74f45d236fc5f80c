package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Invites guests. Whoever was invited before is invited again, under the same id. */
final class InvitationsWriting {

    private static final Set<String> MEMBERS = Set.of(
            "invitedUserEmailAddress",
            "inviteRedirectUrl",
            "invitedUserDisplayName",
            "invitedUserType",
            "sendInvitationMessage",
            "invitedUserMessageInfo",
            "resetRedemption",
            "invitedUser");

    private InvitationsWriting() {}

    static Answer create(WriteCall call) {
        JsonNode body = call.body();
        body.fieldNames().forEachRemaining(name -> {
            if (!MEMBERS.contains(name)) {
                throw GraphException.unknown(
                        "The property '" + name + "' does not exist on type 'microsoft.graph.invitation'.");
            }
        });
        String address = required(body, "invitedUserEmailAddress");
        required(body, "inviteRedirectUrl");
        if (!address.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            throw GraphException.unknown("The invited user email address is not valid.");
        }
        if (!call.tenant().takesGuests()) {
            throw new GraphException(
                    403,
                    "Forbidden",
                    "Guest invitations not allowed for your company. Contact your company administrator for more"
                            + " details.");
        }
        String type = body.path("invitedUserType").asText("Guest");
        if (!Set.of("Guest", "Member").contains(type)) {
            throw GraphException.unknown("Invalid value specified for property 'invitedUserType'.");
        }
        if (body.path("resetRedemption").asBoolean()) {
            call.require(WritePermissions.USERS);
            call.user(body.at("/invitedUser/id").asText());
        }
        Optional<DirectoryObject> known = known(call.truth(), address);
        if (known.isPresent() && known.get().text("externalUserState") == null) {
            throw GraphException.unknown("The invited user already exists in the directory as object ID: "
                    + known.get().id() + ". They can use that account to sign in to shared apps and resources.");
        }
        String id = known.map(DirectoryObject::id).orElseGet(() -> invite(call, body, address, type));
        return answer(call, body, address, type, id);
    }

    private static String invite(WriteCall call, JsonNode body, String address, String type) {
        String id = call.tenant().newId();
        String domain = UserRules.initialDomain(call.truth());
        String local = address.replace('@', '_') + "#EXT#";
        String name = body.path("invitedUserDisplayName").asText("");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("accountEnabled", true);
        properties.put("displayName", name.isBlank() ? address.substring(0, address.indexOf('@')) : name);
        properties.put("mail", address);
        properties.put("mailNickname", local);
        properties.put("userPrincipalName", local + "@" + domain);
        properties.put("userType", type);
        properties.put("creationType", "Invitation");
        properties.put("createdDateTime", call.tenant().now());
        properties.put("externalUserState", "PendingAcceptance");
        properties.put("externalUserStateChangeDateTime", call.tenant().now());
        properties.put("proxyAddresses", List.of("SMTP:" + address));
        properties.put("otherMails", List.of(address));
        call.tenant().change(edit -> {
            edit.add(DirectoryObject.of(ObjectType.USER, id, properties));
            edit.tell("Invite external user", id);
        });
        return id;
    }

    private static Answer answer(WriteCall call, JsonNode body, String address, String type, String userId) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("@odata.context", call.links().context("invitations/$entity"));
        answer.put("id", call.tenant().newId());
        answer.put("inviteRedeemUrl", "https://login.microsoftonline.com/redeem?rd=" + userId);
        answer.put("invitedUserDisplayName", body.path("invitedUserDisplayName").asText(null));
        answer.put("invitedUserType", type);
        answer.put("invitedUserEmailAddress", address);
        answer.put("sendInvitationMessage", body.path("sendInvitationMessage").asBoolean());
        answer.put("resetRedemption", body.path("resetRedemption").asBoolean());
        answer.put("inviteRedirectUrl", body.path("inviteRedirectUrl").asText());
        answer.put("status", "PendingAcceptance");
        answer.put("invitedUser", Map.of("id", userId));
        return Answer.jsonOf(201, answer);
    }

    private static String required(JsonNode body, String name) {
        String text = body.path(name).asText();
        if (text.isBlank()) {
            throw GraphException.unknown("The request is missing the required property '" + name + "'.");
        }
        return text;
    }

    private static Optional<DirectoryObject> known(Directory directory, String address) {
        return Arrays.stream(directory.slots(ObjectType.USER))
                .mapToObj(directory::object)
                .flatMap(Stream::ofNullable)
                .filter(user -> address.equalsIgnoreCase(user.text("mail"))
                        || address.equalsIgnoreCase(user.text("userPrincipalName")))
                .findFirst();
    }
}
