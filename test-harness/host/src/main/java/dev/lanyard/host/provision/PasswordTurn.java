package dev.lanyard.host.provision;

import dev.lanyard.host.HostException;
import dev.lanyard.host.files.WriterLock;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets one host at a time give passwords and other secrets in the system of a store; other changes need no turn. A
 * connector writes into the vault, into the system and into the vault again: of two hosts that give one account a
 * password at once, the one could come last in the system and the other in the vault, which then held a password that
 * does not work.
 */
final class PasswordTurn implements AutoCloseable {

    private final @Nullable WriterLock lock;

    private PasswordTurn(@Nullable WriterLock lock) {
        this.lock = lock;
    }

    /**
     * Waits until no other host gives passwords, if one of the requests does.
     *
     * @param store the file of the store, absolute
     */
    static PasswordTurn await(Path store, List<ChangeRequest> requests) {
        if (requests.stream().map(ChangeRequest::change).noneMatch(PasswordTurn::givesPassword)) {
            return new PasswordTurn(null);
        }
        Path passwords = store.resolveSibling(store.getFileName() + ".passwords");
        try {
            return new PasswordTurn(WriterLock.acquire(passwords));
        } catch (IOException failed) {
            throw new HostException(
                    "nobody else can be kept from giving passwords while the store " + store + " does: " + failed,
                    "check the rights on the folder of the store",
                    failed);
        }
    }

    private static boolean givesPassword(Change change) {
        return change instanceof Change.RotateCredential
                || (change instanceof Change.CreateResource create
                        && create.password().isPresent());
    }

    @Override
    public void close() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
