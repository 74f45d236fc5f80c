package dev.lanyard.host.vault;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;

/** What can be wrong with a vault. A connector lets it pass, so that whoever asked for the change reads it. */
final class VaultErrors {

    private VaultErrors() {}

    static ConnectorException wrongKey(Path file) {
        return refusal(
                "the key does not open the vault " + file,
                "give the key that the vault was made with; without it nothing in it can be read");
    }

    static ConnectorException damaged(Path file, String how) {
        return refusal(
                "the vault " + file + " " + how,
                "put a copy of it in its place, or move it away to begin with an empty one; it was left as it is");
    }

    static ConnectorException refusal(String message, String remedy) {
        return ConnectorException.of(ErrorKind.CONFIGURATION, message, remedy).build();
    }

    static ConnectorException unusable(Path file, String what, IOException cause) {
        return ConnectorException.of(
                        ErrorKind.UNAVAILABLE,
                        "the vault " + file + " cannot be " + what + ": " + cause,
                        "check the free space and the rights on the file and its folder")
                .cause(cause)
                .build();
    }
}
