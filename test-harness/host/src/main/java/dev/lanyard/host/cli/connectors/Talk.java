package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.cli.common.Dialogue;
import dev.lanyard.spi.config.Secret;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Asks a person until the answer will do. For one thread. */
final class Talk {

    private final Dialogue dialogue;
    private final PrintWriter shown;

    Talk(Dialogue dialogue, PrintWriter shown) {
        this.dialogue = dialogue;
        this.shown = shown;
    }

    void say(String line) {
        shown.println(line);
        shown.flush();
    }

    void say(Problem problem) {
        say("  ! " + problem.message());
        say("    " + problem.remedy());
    }

    String ask(String prompt) {
        return dialogue.ask(prompt).map(String::strip).orElseThrow(Talk::ended);
    }

    Secret askSecretly(String prompt) {
        return dialogue.askSecretly(prompt).orElseThrow(Talk::ended);
    }

    /** Asks until what was answered is taken: the function answers what is wrong with it, or nothing. */
    String askUntil(String prompt, Function<String, Optional<Problem>> wrong) {
        while (true) {
            String answer = ask(prompt);
            Optional<Problem> problem = wrong.apply(answer);
            if (problem.isEmpty()) {
                return answer;
            }
            say(problem.get());
        }
    }

    boolean confirm(String question, boolean byDefault) {
        String answer = askUntil(
                question + (byDefault ? " [Y/n] " : " [y/N] "),
                text -> text.isEmpty() || List.of("y", "yes", "n", "no").contains(text.toLowerCase(Locale.ROOT))
                        ? Optional.empty()
                        : Optional.of(new Problem("that is neither yes nor no", "type y or n")));
        return answer.isEmpty() ? byDefault : answer.toLowerCase(Locale.ROOT).startsWith("y");
    }

    /** Shows numbered options and answers the one that was chosen, by its number or its text. */
    String choose(List<String> options, Optional<String> byDefault) {
        for (int i = 0; i < options.size(); i++) {
            say("    " + (i + 1) + "  " + options.get(i));
        }
        String answer = askUntil(
                "  1-" + options.size()
                        + byDefault.map(option -> " [" + option + "]").orElse("") + ": ",
                text -> (text.isEmpty() && byDefault.isPresent())
                                || chosen(options, text).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Problem("that is none of these", "type the number of one of them")));
        return chosen(options, answer).or(() -> byDefault).orElseThrow();
    }

    private static Optional<String> chosen(List<String> options, String text) {
        if (options.contains(text)) {
            return Optional.of(text);
        }
        try {
            int number = Integer.parseInt(text);
            return number >= 1 && number <= options.size() ? Optional.of(options.get(number - 1)) : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static HostException ended() {
        return new HostException("stopped before the end; nothing was registered", "begin again when you like");
    }
}
