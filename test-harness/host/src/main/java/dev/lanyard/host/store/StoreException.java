package dev.lanyard.host.store;

import dev.lanyard.host.HostException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The store cannot be used as asked; the message says which store and what is wrong. */
public final class StoreException extends HostException {

    private static final long serialVersionUID = 1L;

    StoreException(String message, String remedy) {
        super(message, remedy);
    }

    private StoreException(String message, String remedy, Throwable cause) {
        super(message, remedy, cause);
    }

    static StoreException of(Path file, SQLException cause) {
        return new StoreException(
                "the store " + file + " cannot be used: " + cause.getMessage(),
                "check the free space and the rights on the file and its folder",
                cause);
    }
}
