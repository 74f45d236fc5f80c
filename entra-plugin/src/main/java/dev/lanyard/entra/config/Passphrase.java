package dev.lanyard.entra.config;

import dev.lanyard.spi.error.ConnectorException;
import java.util.Optional;

/** Says what is wrong with a passphrase. */
final class Passphrase {

    private Passphrase() {}

    static ConnectorException wrong(Optional<char[]> given) {
        return given.isPresent()
                ? SettingsProblems.problem(
                        SignInFields.CERTIFICATE_PASSPHRASE,
                        "does not open the private key",
                        "set " + SignInFields.CERTIFICATE_PASSPHRASE
                                + " to the passphrase that was chosen when the key was exported")
                : SettingsProblems.problem(
                        SignInFields.CERTIFICATE_PASSPHRASE,
                        "is needed, because the private key is encrypted",
                        "set " + SignInFields.CERTIFICATE_PASSPHRASE);
    }
}
