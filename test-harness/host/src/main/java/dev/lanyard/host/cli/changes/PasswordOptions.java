package dev.lanyard.host.cli.changes;

import dev.lanyard.host.provision.ChangeForm;
import dev.lanyard.host.provision.PasswordText;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a password comes from. A command takes it with picocli's {@code @Mixin}. */
final class PasswordOptions {

    @ArgGroup
    private Source source = new Source();

    /** At most one of these. */
    private static final class Source {
        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                description = "A file that holds the password and nothing else (default: one is made at random).")
        private Optional<String> file = Optional.empty();

        @Option(names = "--no-password", description = "The account has none here: its people sign in elsewhere.")
        private boolean none;
    }

    @Option(
            names = "--keep-password",
            description = "Do not make the person choose another password at the next sign-in.")
    private boolean keep;

    ChangeForm writeInto(ChangeForm form) {
        Optional<String> text =
                source.none ? Optional.of(PasswordText.NONE) : source.file.map(file -> PasswordText.FILE + file);
        return form.with("password", text).with("changeAtNextSignIn", keep ? Optional.of("false") : Optional.empty());
    }
}
