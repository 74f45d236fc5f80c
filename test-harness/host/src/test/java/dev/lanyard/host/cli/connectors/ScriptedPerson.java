package dev.lanyard.host.cli.connectors;

import dev.lanyard.host.cli.common.Dialogue;
import dev.lanyard.spi.config.Secret;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Somebody at a terminal who answers what was agreed on, and leaves when there is nothing more to say. */
final class ScriptedPerson implements Dialogue {

    private final Deque<String> answers;
    private final List<String> asked = new ArrayList<>();
    private final List<String> askedSecretly = new ArrayList<>();

    ScriptedPerson(String... answers) {
        this.answers = new ArrayDeque<>(Arrays.asList(answers));
    }

    @Override
    public boolean isThere() {
        return true;
    }

    @Override
    public Optional<String> ask(String prompt) {
        asked.add(prompt.strip());
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<Secret> askSecretly(String prompt) {
        askedSecretly.add(prompt.strip());
        return Optional.ofNullable(answers.poll()).map(Secret::of);
    }

    List<String> asked() {
        return asked;
    }

    List<String> askedSecretly() {
        return askedSecretly;
    }

    boolean hasSaidAll() {
        return answers.isEmpty();
    }

    /** Nobody. */
    static Dialogue absent() {
        return new Dialogue() {
            @Override
            public boolean isThere() {
                return false;
            }

            @Override
            public Optional<String> ask(String prompt) {
                throw new AssertionError("asked nobody: " + prompt);
            }

            @Override
            public Optional<Secret> askSecretly(String prompt) {
                throw new AssertionError("asked nobody: " + prompt);
            }
        };
    }
}
