package dev.lanyard.entra.provision.accounts;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/**
 * Invites guests. Graph answers a second invitation of the same address with the same guest, so that a lost answer is
 * repeated. What an invitation does not take is set afterwards.
 */
final class GuestInvitation {

    static final String GUEST = "Guest";
    static final String REDIRECT_URL = "inviteRedirectUrl";
    static final String SEND_MESSAGE = "sendInvitationMessage";
    static final String DEFAULT_REDIRECT_URL = "https://myapplications.microsoft.com/";

    /** What an invitation says, and is no property of a user. */
    private static final Set<String> OPTIONS = Set.of(REDIRECT_URL, SEND_MESSAGE);

    private static final String MAIL = "mail";
    private static final String ADDRESS = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+";

    /** What Graph says where the tenant, and not a permission, is in the way. */
    private static final List<String> NOT_TAKEN =
            List.of("invitations not allowed", "cross-tenant access", "domain is not allowed");

    private static final PageReader READER = new PageReader(
            "invitations",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, UserReading.ID)
                    .add(ValueReaders.REFERENCE, "invitedUser")
                    .build(),
            Set.of());

    private final ChangeSession session;
    private final UserReading users;
    private final GuestCompletion completion;

    GuestInvitation(ChangeSession session) {
        this.session = session;
        this.users = new UserReading(session.door());
        this.completion = new GuestCompletion(session);
    }

    /** Whether a guest is to be made. */
    static boolean covers(Change.CreateResource change) {
        return change.attributes().text("userType").filter(GUEST::equals).isPresent();
    }

    void invite(PendingChange pending, Change.CreateResource change) {
        AskedAccount asked = AskedAccount.of(without(change.attributes(), OPTIONS), Set.of());
        List<String> problems = problems(asked, change);
        if (!problems.isEmpty()) {
            pending.refused(
                    "invalid",
                    "the guest cannot be invited: " + String.join("; ", problems),
                    "correct these attributes");
            return;
        }
        if (change.password().orElse(null) instanceof PasswordChoice.Random) {
            pending.note("password", "a guest signs in elsewhere, so that no password is made", "ask for none");
        }
        Optional<Attributes> there = find(asked);
        if (there.isPresent()) {
            completion.settleWith(pending, asked, there.get());
        } else {
            send(pending, asked, change.attributes());
        }
    }

    private static List<String> problems(AskedAccount asked, Change.CreateResource change) {
        List<String> problems = asked.problemsUnlessSet(MAIL);
        if (!asked.text(MAIL).isEmpty() && !asked.text(MAIL).matches(ADDRESS)) {
            problems.add("mail must be an address such as ann@example.com");
        }
        for (String name : List.of(UserReading.PRINCIPAL_NAME, "mailNickname")) {
            if (asked.values().containsKey(name)) {
                problems.add(name + " of a guest is made from the address, and cannot be chosen");
            }
        }
        if (change.password().orElse(null) instanceof PasswordChoice.Supplied) {
            problems.add("the password has no place here: a guest signs in elsewhere");
        }
        change.attributes()
                .get(SEND_MESSAGE)
                .filter(value -> PropertyForm.FLAG.fitting(value).isEmpty())
                .ifPresent(value -> problems.add(SEND_MESSAGE + " must be true or false"));
        change.attributes()
                .get(REDIRECT_URL)
                .filter(value -> !(value instanceof AttributeValue.Text text
                        && text.value().matches("https://\\S+")))
                .ifPresent(value -> problems.add(REDIRECT_URL + " must be an address such as https://example.com"));
        return problems;
    }

    private Optional<Attributes> find(AskedAccount asked) {
        NavigableSet<String> names = asked.names();
        names.add(AskedAccount.MANAGER);
        return users.having(MAIL, asked.text(MAIL), names).stream().findFirst();
    }

    private void send(PendingChange pending, AskedAccount asked, Attributes options) {
        WriteReply reply = session.writer().write(GraphWrite.of(HttpMethod.POST, "/invitations", body(asked, options)));
        reply.requestId().ifPresent(pending::decidedBy);
        if (!reply.succeeded()) {
            settleUninvited(pending, asked, reply);
            return;
        }
        Optional<String> id = reply.body().length == 0 ? seen(asked) : guestIn(reply);
        if (id.isEmpty()) {
            pending.failed(
                    ErrorKind.UNAVAILABLE,
                    "the guest " + asked.text(MAIL) + " is invited, but the account's id did not arrive",
                    "repeat this with the same operation id");
            return;
        }
        completion.complete(pending, asked, id.get());
    }

    private static void settleUninvited(PendingChange pending, AskedAccount asked, WriteReply reply) {
        String what = "the guest " + asked.text(MAIL);
        if (NOT_TAKEN.stream().anyMatch(reply::says)) {
            pending.refused(
                    "invitations-off",
                    what + " cannot be invited: " + reply.message(),
                    "let guests be invited in the tenant's external collaboration and cross-tenant access settings");
        } else {
            AccountRefusals.settle(pending, reply, what, WritePermissions.INVITATIONS);
        }
    }

    private static JsonBody body(AskedAccount asked, Attributes options) {
        boolean message = options.get(SEND_MESSAGE)
                .flatMap(PropertyForm.FLAG::fitting)
                .filter(new AttributeValue.Flag(true)::equals)
                .isPresent();
        JsonBody body = new JsonBody()
                .put("invitedUserEmailAddress", asked.text(MAIL))
                .put("inviteRedirectUrl", options.text(REDIRECT_URL).orElse(DEFAULT_REDIRECT_URL))
                .put("sendInvitationMessage", message)
                .put("invitedUserType", GUEST);
        if (!asked.text("displayName").isEmpty()) {
            body.put("invitedUserDisplayName", asked.text("displayName"));
        }
        return body;
    }

    /** The guest whom an answer told of that did not arrive whole. */
    private Optional<String> seen(AskedAccount asked) {
        session.settling()
                .until(() -> find(asked).isPresent(), "Microsoft Graph has yet to show the guest " + asked.text(MAIL));
        return find(asked).flatMap(guest -> guest.text(UserReading.ID));
    }

    /** In a dry run the one id of the answer stands for every new object. */
    private static Optional<String> guestIn(WriteReply reply) {
        return Facts.one(READER, reply.body(), row -> {
            String guest = row.text("invitedUser");
            boolean dry = row.text(UserReading.ID).equals(GraphPath.NEW_ID);
            return Optional.of(dry ? GraphPath.NEW_ID : guest).filter(id -> !id.isEmpty());
        });
    }

    private static Attributes without(Attributes attributes, Set<String> names) {
        Attributes.Builder rest = Attributes.builder();
        attributes.forEach((name, value) -> {
            if (!names.contains(name)) {
                rest.put(name, value);
            }
        });
        return rest.build();
    }
}
