package dev.lanyard.entra.provision.actions;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WritePermissions;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.provision.change.Sight;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.ResourceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes every sign-in method but the password from an account, so that its owner has to register anew. Which method is
 * the default Graph tells only by refusing to delete it while there are others, so that what is refused is tried again
 * once something else is gone.
 */
final class MethodRevocation implements Action {

    private static final String REMOVED = "removed";
    private static final String REMAINING = "remaining";
    private static final String METHODS = "methods";
    private static final String ID = "id";

    private static final PageReader READER = new PageReader(
            "authentication methods",
            PropertyTable.builder().add(ValueReaders.TEXT, ID).build(),
            Set.of());

    private static final ActionDescriptor DESCRIPTOR = Descriptors.onAccount(
            "revoke-mfa",
            "Revoke sign-in methods",
            "Removes every sign-in method of the account but the password: phones, authenticator apps, passkeys and"
                    + " others. Graph takes five calls in ten seconds.",
            ConfigSchema.EMPTY,
            Descriptors.schema(
                    Descriptors.count(REMOVED, "Removed", "How many methods were removed."),
                    Descriptors.count(REMAINING, "Remaining", "How many methods stay, the password not counted."),
                    Descriptors.text(METHODS, "Methods", "Each method with what came of it, by semicolons.")
                            .build()),
            new Permission(WritePermissions.SIGN_IN_METHODS, "to read and remove sign-in methods", false));

    @Override
    public ActionDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void run(PendingChange pending, Map<String, String> arguments, ChangeSession session) {
        new Revocation(pending, session).run();
    }

    /** One account. */
    private static final class Revocation {
        private final PendingChange pending;
        private final ChangeSession session;
        private final ResourceId account;
        private final Map<SignInMethod, String> results = new LinkedHashMap<>();
        private final List<SignInMethod> removed = new ArrayList<>();

        Revocation(PendingChange pending, ChangeSession session) {
            this.pending = pending;
            this.session = session;
            this.account = AccountActions.account(pending);
        }

        void run() {
            List<SignInMethod> methods = methods(session.door().read(request()).body());
            pending.concerns(account);
            methods.forEach(method -> results.put(method, "skipped"));
            List<SignInMethod> left = methods.stream()
                    .filter(method -> !method.isPassword())
                    .sorted(Comparator.comparingInt(SignInMethod::rank))
                    .toList();
            for (int before = left.size() + 1; !pending.settled() && left.size() < before; ) {
                before = left.size();
                left = remove(left);
            }
            if (!pending.settled()) {
                settle(left);
            }
        }

        private RequestInformation request() {
            return session.door().requests().get(GraphPath.of("/users/{}/authentication/methods", account.id()));
        }

        private static List<SignInMethod> methods(byte[] page) {
            return Facts.page(READER, page, row -> SignInMethod.of(row.type(), row.text(ID)));
        }

        /** Answers those that stay. */
        private List<SignInMethod> remove(List<SignInMethod> methods) {
            List<SignInMethod> left = new ArrayList<>();
            for (SignInMethod method : methods) {
                Optional<GraphWrite> deletion = method.deletion(account.id());
                if (deletion.isEmpty()) {
                    results.put(method, "stays: Microsoft Graph offers no way to remove this kind");
                    left.add(method);
                } else if (!isGone(method, session.writer().write(deletion.get()))) {
                    left.add(method);
                }
                if (pending.settled()) {
                    break;
                }
            }
            return left;
        }

        private boolean isGone(SignInMethod method, WriteReply reply) {
            reply.requestId().ifPresent(pending::decidedBy);
            if (reply.succeeded() || (reply.status() == 404 && reply.inDoubt())) {
                removed.add(method);
                results.put(method, "removed");
                return true;
            } else if (reply.status() == 404) {
                results.put(method, "was gone");
                return true;
            } else if (reply.status() != 400) {
                // It is not about this method, and would not be otherwise for the next.
                pending.failed(reply.failureOrThrow());
            }
            results.put(method, "stays: " + reply.message());
            return false;
        }

        private void settle(List<SignInMethod> left) {
            pending.value(REMOVED, Integer.toString(removed.size()));
            pending.value(REMAINING, Integer.toString(left.size()));
            pending.value(
                    METHODS,
                    results.entrySet().stream()
                            .map(each -> each.getKey().shown() + " " + each.getValue())
                            .collect(Collectors.joining("; ")));
            if (!left.isEmpty()) {
                left.forEach(method -> pending.note(
                        method.shown(),
                        String.valueOf(results.get(method)),
                        "remove it in the Microsoft Entra admin centre"));
                pending.failed(
                        ErrorKind.CONFLICT,
                        left.size() + " sign-in methods of the account " + account.id() + " stay, " + removed.size()
                                + " are removed; "
                                + left.get(0).shown() + " " + results.get(left.get(0)),
                        "see the findings; another attempt removes what can be removed by then");
            } else if (removed.isEmpty()) {
                pending.alreadySo();
            } else {
                pending.visibleThrough(new Sight(this::request, this::showsNone));
                pending.changed();
            }
        }

        private boolean showsNone(BatchReply reply) {
            return methods(reply.bodyOrThrow()).stream().allMatch(SignInMethod::isPassword);
        }
    }
}
