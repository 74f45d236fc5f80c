package dev.lanyard.spi.provision;

import dev.lanyard.spi.config.Secret;
import java.util.Objects;

/**
 * Where the password of a new account, or the next one of an account, comes from. Whatever it is, the connector puts it
 * into the vault before it tells the system.
 */
public sealed interface PasswordChoice {

    /**
     * The connector makes one at random, strong enough for the system.
     *
     * @param changeAtNextSignIn whether the person must choose another at the next sign-in
     */
    record Random(boolean changeAtNextSignIn) implements PasswordChoice {}

    /**
     * The platform gives one.
     *
     * @param password the password; the platform may wipe it when the call has returned
     * @param changeAtNextSignIn whether the person must choose another at the next sign-in
     */
    record Supplied(Secret password, boolean changeAtNextSignIn) implements PasswordChoice {
        /** Refuses null. */
        public Supplied {
            Objects.requireNonNull(password, "password");
        }
    }

    /** The account has none here, because its people sign in elsewhere. */
    record None() implements PasswordChoice {}
}
