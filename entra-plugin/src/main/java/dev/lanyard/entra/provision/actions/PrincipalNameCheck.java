package dev.lanyard.entra.provision.actions;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.provision.accounts.TenantDomains;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.DirectoryLookup;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.describe.ActionDescriptor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether a principal name is free: neither the name nor an address of any user. If it is not, finds the next
 * one that is, with a number from 2 on behind the name. Another request may still take it before it is used.
 */
final class PrincipalNameCheck implements Action {

    private static final String NAME = "userPrincipalName";
    private static final String AVAILABLE = "available";

    /** What Graph takes in front of the {@code @}, and how much of it. */
    private static final String FORM = "[A-Za-z0-9'._!#^~-]{1,64}@[A-Za-z0-9.-]{1,48}";

    private static final int LONGEST_LOCAL_PART = 64;

    /** Two reads each fill a batch. */
    private static final int AT_ONCE = 10;

    private static final int HIGHEST_NUMBER = 201;

    private static final ActionDescriptor DESCRIPTOR = new ActionDescriptor(
            "check-upn",
            "Check a principal name",
            "Says whether a principal name is free, or which is the next one that is. Changes nothing.",
            Optional.empty(),
            Descriptors.schema(ConfigField.named(
                            NAME,
                            "Principal name",
                            new FieldType.Text(Optional.of(FORM), "a principal name such as ann.smith@example.com"))
                    .description("The name that somebody is to have, at a verified domain of the tenant.")
                    .required()
                    .build()),
            Descriptors.schema(
                    Descriptors.flag(AVAILABLE, "Available", "Whether the name is free."),
                    Descriptors.text(NAME, "Free name", "The name itself if it is free, or else the next one that is.")
                            .build()),
            List.of(Descriptors.READING),
            List.of());

    @Override
    public ActionDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public void run(PendingChange pending, Map<String, String> arguments, ChangeSession session) {
        String name = arguments.getOrDefault(NAME, "");
        if (!new TenantDomains(session.door()).mayBeHere(name)) {
            pending.refused(
                    "domain",
                    TenantDomains.of(name) + " is no verified domain of the tenant",
                    "choose one of its verified domains");
            return;
        }
        boolean free = !freeOnes(List.of(name), session).isEmpty();
        pending.value(AVAILABLE, Boolean.toString(free));
        Optional<String> next = free ? Optional.of(name) : nextFree(name, session);
        next.ifPresentOrElse(
                found -> pending.value(NAME, found),
                () -> pending.note(
                        NAME, "none of the names up to number " + HIGHEST_NUMBER + " is free", "choose another name"));
        pending.alreadySo();
    }

    private static Optional<String> nextFree(String name, ChangeSession session) {
        int at = name.indexOf('@');
        for (int number = 2; number <= HIGHEST_NUMBER; number += AT_ONCE) {
            List<String> candidates = new ArrayList<>();
            for (int each = number; each < number + AT_ONCE; each++) {
                String suffix = Integer.toString(each);
                int kept = Math.min(at, LONGEST_LOCAL_PART - suffix.length());
                candidates.add(name.substring(0, kept) + suffix + name.substring(at));
            }
            List<String> free = freeOnes(candidates, session);
            if (!free.isEmpty()) {
                return Optional.of(free.get(0));
            }
        }
        return Optional.empty();
    }

    /** Those that nobody has as name or address, in their order. */
    private static List<String> freeOnes(List<String> names, ChangeSession session) {
        List<RequestInformation> reads = new ArrayList<>();
        for (String name : names) {
            reads.add(session.door().requests().get(GraphPath.of("/users/{}?$select=id", name)));
            reads.add(session.door().requests().get("/users?$select=id&$filter=" + addressOf(name)));
        }
        List<BatchReply> replies = session.door().batch(reads);
        List<String> free = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            BatchReply named = replies.get(2 * i);
            if (named.status() != 404) {
                named.bodyOrThrow();
            } else if (DirectoryLookup.ids(replies.get(2 * i + 1).bodyOrThrow()).isEmpty()) {
                free.add(names.get(i));
            }
        }
        return free;
    }

    private static String addressOf(String name) {
        String filter = "proxyAddresses/any(p:p eq 'smtp:" + name.replace("'", "''") + "')";
        return URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
