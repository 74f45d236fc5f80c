package dev.lanyard.contract.rules;

import dev.lanyard.contract.bed.Fault;
import dev.lanyard.contract.bed.Fault.Kind;
import dev.lanyard.contract.rules.Rule.Bed;
import dev.lanyard.contract.trial.OpenConnector;
import dev.lanyard.contract.trial.Outcome;
import dev.lanyard.contract.trial.RuleBroken;
import dev.lanyard.contract.trial.RuleNotRun;
import dev.lanyard.contract.trial.SecretSearch;
import dev.lanyard.contract.trial.Trial;
import dev.lanyard.contract.walk.RecordedWalk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where secrets must not go. */
public final class SecretRules {

    /** Logs are read by many, and kept for long. */
    @Rule(
            number = 601,
            sentence = "No secret, no token and no password, chosen or supplied, stands in logs at any level, records,"
                    + " cursors, counts, plans, results, errors with their causes, or the texts of settings and"
                    + " descriptions.",
            testBed = Bed.HELPS)
    public void nothingSecretIsTold(Trial trial) {
        SecretSearch search = new SecretSearch(trial);
        trial.anyFreshRun().report().passwords().forEach(password -> search.add("password", password));
        searchLines(search, "logs and texts", trial.anyFreshRun().output());
        if (trial.subject().testBed().isPresent() && trial.subject().changes().isPresent()) {
            SecretWrites.searchErrors(search, trial);
        }
        RuleBroken.ifAny(search.found());
    }

    private static void searchLines(SecretSearch search, String where, Path file) {
        // Logs may hold anything; as Latin-1, every byte is some character.
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> search.search(where, line));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }

    /** Stores are copied, and exports are mailed. */
    @Rule(
            number = 602,
            sentence = "No secret and no token stands in what a host stores of a sync, partitions, cursors and notices"
                    + " included, nor in an export.")
    public void nothingSecretIsStored(Trial trial) {
        SecretSearch search = new SecretSearch(trial);
        trial.walk();
        trial.buildsUpon(210);
        try (StoredSync stored = StoredSync.of(trial)) {
            for (Path file : stored.files()) {
                searchLines(search, "the file " + file.getFileName() + " of a synced store", file);
            }
        }
        RuleBroken.ifAny(search.found());
    }

    /** Whoever stands on the way can answer with an address of their own. */
    @Rule(
            number = 603,
            sentence = "Neither a redirect, of a read or a write, nor a next page at another host is given the token, a"
                    + " secret or a password.",
            testBed = Bed.REQUIRED)
    public void tokenStaysWithItsHost(Trial trial) {
        trial.walk();
        for (Kind kind : List.of(Kind.REDIRECT, Kind.FOREIGN_NEXT_LINK)) {
            try (ForeignHost foreign = new ForeignHost();
                    OpenConnector open = trial.open()) {
                trial.bed()
                        .faults(List.of(Fault.of(kind)
                                .with("location", foreign.address())
                                .times(5)));
                Outcome<RecordedWalk> ignored =
                        Outcome.of(() -> open.walk(trial.subject().pageSize()));
                foreign.requests().stream()
                        .filter(request -> carriesSecret(trial, request))
                        .findFirst()
                        .ifPresent(request -> {
                            throw new RuleBroken("a " + kind.word() + " to another host was followed with the token"
                                    + " or a secret: "
                                    + request.lines().findFirst().orElse("") + "; the read then: "
                                    + ignored.describe());
                        });
            }
        }
        trial.bed().faults(List.of());
        if (trial.subject().changes().isPresent()) {
            SecretWrites.requireNoneAbroad(trial);
        }
    }

    static boolean carriesSecret(Trial trial, String request) {
        if (request.lines().anyMatch(line -> line.regionMatches(true, 0, "authorization:", 0, 14))) {
            return true;
        }
        try {
            SecretSearch search = new SecretSearch(trial);
            search.search("the request", request);
            return !search.found().isEmpty();
        } catch (RuleNotRun withoutSecret) {
            return false;
        }
    }
}
