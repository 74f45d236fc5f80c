package dev.lanyard.host.provision;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.OperationId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the lines of a file of changes, each for itself: one that cannot be read harms no other. */
abstract class BulkParser {

    /** What stands in for bytes that are no UTF-8. */
    private static final char UNREADABLE = '\uFFFD';

    /** What a line says, by name: plain fields, {@code set.NAME} and {@code clear}. */
    abstract Map<String, String> fields(String line);

    /** Never throws for what a line holds. */
    final BulkLine parse(long number, String line) {
        try {
            if (line.indexOf(UNREADABLE) >= 0) {
                throw new InvalidFormException("the line is not in UTF-8", "save the file in UTF-8");
            }
            return parse(number, new HashMap<>(fields(line)));
        } catch (HostException wrong) {
            return BulkLine.wrong(number, wrong.problems());
        }
    }

    private static BulkLine parse(long number, Map<String, String> fields) {
        ChangeKind kind = kind(Optional.ofNullable(fields.remove("kind")));
        Optional<OperationId> operation =
                Optional.ofNullable(fields.remove("operation")).map(BulkParser::operation);
        Set<String> clear = new HashSet<>(Arrays.asList(
                Optional.ofNullable(fields.remove("clear")).orElse("").split(" ")));
        clear.remove("");
        Map<String, String> values = new HashMap<>();
        Map<String, String> plain = new HashMap<>();
        fields.forEach((name, text) -> {
            if (name.startsWith("set.")) {
                values.put(name.substring("set.".length()), text);
            } else {
                plain.put(name, text);
            }
        });
        return BulkLine.of(number, new ChangeForm(kind, plain, values, clear), operation);
    }

    private static ChangeKind kind(Optional<String> word) {
        return word.flatMap(text -> Arrays.stream(ChangeKind.values())
                        .filter(kind -> kind.name().equalsIgnoreCase(text.strip()))
                        .findFirst())
                .orElseThrow(() -> new InvalidFormException(List.of(new Problem(
                        "the line does not say what to do",
                        "write one of "
                                + Arrays.stream(ChangeKind.values())
                                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + " under kind"))));
    }

    private static OperationId operation(String text) {
        try {
            return new OperationId(text);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidFormException(String.valueOf(malformed.getMessage()), "correct it, or leave it out");
        }
    }
}
