package dev.lanyard.host.cli.answers;

import dev.lanyard.host.PlainLine;
import dev.lanyard.host.cli.common.CommonOptions;
import dev.lanyard.host.store.HeldEntitlement;
import dev.lanyard.host.store.Holder;
import dev.lanyard.host.store.Named;
import dev.lanyard.host.store.StoreReader;
import dev.lanyard.host.store.StoredResource;
import dev.lanyard.host.store.Terms;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.ResourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lanyard who-has}: who has an entitlement, or what an account has, directly and through others. */
@Command(
        name = "who-has",
        description = "Shows who has something, or what an account has: directly, and through which others.",
        footer = {
            "",
            "Examples:",
            "  lanyard who-has 'Sales Team'            everything on a resource, by its display name",
            "  lanyard who-has group/4f0c#member       one entitlement, by its key",
            "  lanyard who-has --account ann@contoso.example"
        })
public final class WhoHasCommand implements Callable<Integer> {

    private static final class Question {
        @Parameters(
                index = "0",
                paramLabel = "ENTITLEMENT|RESOURCE",
                description = "A key as in the export, or a display name; NAME#SLUG for one entitlement of a resource.")
        private @Nullable String subject;

        @Option(
                names = "--account",
                paramLabel = "ACCOUNT",
                description = "A login, address, id, key or display name of an account.")
        private @Nullable String account;
    }

    @Mixin
    private CommonOptions options = new CommonOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Question question = new Question();

    @Override
    public Integer call() {
        try (StoreReader reader = StoreAnswers.open(options.store())) {
            if (question.account != null) {
                StoredResource account = Subjects.one(reader.find().accounts(question.account), question.account);
                show(reader, account, reader.access().heldBy(account.key()));
            } else if (question.subject != null) {
                showHolders(reader, Subjects.entitlements(reader.find(), question.subject));
            }
        }
        return ExitCode.OK;
    }

    private void showHolders(StoreReader reader, List<Named> entitlements) {
        List<Object> answer = new ArrayList<>();
        for (Named entitlement : entitlements) {
            EntitlementId key = EntitlementId.parse(entitlement.key());
            Named resource = resource(reader, key.resource());
            if (options.json()) {
                List<Object> holders = new ArrayList<>();
                reader.access()
                        .holders(
                                key,
                                holder ->
                                        holders.add(json(holder, lastUse(reader, holder.principal(), key.resource()))));
                Map<String, Object> each = new LinkedHashMap<>();
                each.put("entitlement", json(entitlement));
                each.put("resource", json(resource));
                each.put("holders", holders);
                answer.add(each);
            } else {
                say("", resource.displayName() + ": " + entitlement.displayName() + "  (" + entitlement.key() + ")");
                long[] count = {0};
                reader.access().holders(key, holder -> {
                    count[0]++;
                    say("  ", line(holder) + words(lastUse(reader, holder.principal(), key.resource())));
                });
                say("  ", count[0] == 0 ? "nobody" : count[0] + " in all");
            }
        }
        if (options.json()) {
            options.printJson(answer);
        }
    }

    private void show(StoreReader reader, StoredResource account, List<HeldEntitlement> held) {
        if (options.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("account", json(new Named(account.key().text(), account.displayName())));
            answer.put(
                    "held",
                    held.stream()
                            .map(each -> json(each, lastUse(reader, account.key(), each.resource())))
                            .toList());
            options.printJson(answer);
            return;
        }
        say("", account.displayName() + "  (" + account.key().text() + ")");
        held.forEach(each -> say(
                "  ",
                each.resource().displayName() + ": "
                        + each.entitlement().displayName() + "  ("
                        + each.entitlement().key() + ")  "
                        + how(each.terms(), false, each.path())
                        + words(lastUse(reader, account.key(), each.resource()))));
        say("  ", held.isEmpty() ? "nothing" : held.size() + " in all");
    }

    private void say(String indentation, String line) {
        options.out().println(indentation + PlainLine.of(line));
    }

    private static Named resource(StoreReader reader, ResourceId key) {
        return reader.find()
                .resource(key)
                .map(found -> new Named(key.text(), found.displayName()))
                .orElse(new Named(key.text(), key.text()));
    }

    private static Optional<Instant> lastUse(StoreReader reader, Named principal, ResourceId used) {
        return reader.lastUse(ResourceId.parse(principal.key()), used);
    }

    private static Optional<Instant> lastUse(StoreReader reader, ResourceId principal, Named used) {
        return reader.lastUse(principal, ResourceId.parse(used.key()));
    }

    private static String words(Optional<Instant> lastUse) {
        return lastUse.map(at -> ", last used " + at).orElse("");
    }

    private static String line(Holder holder) {
        Named who = holder.principal();
        String name = who.displayName().equals(who.key()) ? who.key() : who.displayName() + "  (" + who.key() + ")";
        return name + "  " + how(holder.terms(), holder.external(), holder.path());
    }

    private static String how(Terms terms, boolean external, List<Named> path) {
        String way = path.isEmpty()
                ? "directly"
                : "through " + path.stream().map(Named::displayName).collect(Collectors.joining(" > "));
        return way + how(terms) + (external ? ", not read by this connector" : "");
    }

    private static String how(Terms terms) {
        String holding = switch (terms.holding()) {
            case ACTIVE -> "";
            case ELIGIBLE -> ", once activated";
            case TEMPORARY -> ", for a time";
        };
        return holding
                + terms.validity().from().map(from -> ", from " + from).orElse("")
                + terms.validity().until().map(until -> ", until " + until).orElse("");
    }

    private static Map<String, Object> json(Named named) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("key", named.key());
        answer.put("displayName", named.displayName());
        return answer;
    }

    private static void putTerms(Map<String, Object> answer, Terms terms) {
        answer.put("eligible", terms.eligible());
        answer.put("holding", terms.holding().name());
        terms.validity().from().ifPresent(from -> answer.put("from", from.toString()));
        terms.validity().until().ifPresent(until -> answer.put("until", until.toString()));
    }

    private static Map<String, Object> json(Holder holder, Optional<Instant> lastUse) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("principal", json(holder.principal()));
        answer.put("direct", holder.direct());
        putTerms(answer, holder.terms());
        answer.put("external", holder.external());
        lastUse.ifPresent(at -> answer.put("lastUsed", at.toString()));
        answer.put("path", holder.path().stream().map(WhoHasCommand::json).toList());
        return answer;
    }

    private static Map<String, Object> json(HeldEntitlement held, Optional<Instant> lastUse) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entitlement", json(held.entitlement()));
        answer.put("resource", json(held.resource()));
        answer.put("direct", held.direct());
        putTerms(answer, held.terms());
        lastUse.ifPresent(at -> answer.put("lastUsed", at.toString()));
        answer.put("path", held.path().stream().map(WhoHasCommand::json).toList());
        return answer;
    }
}
