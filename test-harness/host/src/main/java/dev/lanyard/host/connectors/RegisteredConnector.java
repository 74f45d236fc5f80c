package dev.lanyard.host.connectors;

import dev.lanyard.host.files.Lease;
import java.nio.file.Path;
import java.time.Clock;

/** A connector of the registry. Immutable, but for what it reads of files; safe for use by many threads. */
public final class RegisteredConnector {

    private final Registration registration;
    private final Path folder;
    private final StateKeeper states;
    private final ConnectorLog log;

    RegisteredConnector(Registration registration, Path folder, Clock clock) {
        this.registration = registration;
        this.folder = folder;
        this.states = new StateKeeper(registration.name(), folder, clock);
        this.log = new ConnectorLog(folder.resolve("connector.log"));
    }

    /**
     * What was said about it.
     *
     * @return its registration
     */
    public Registration registration() {
        return registration;
    }

    /**
     * Where all of it is, but for what was said to be elsewhere.
     *
     * @return the absolute path of its folder
     */
    public Path folder() {
        return folder;
    }

    /**
     * How it is doing at this moment.
     *
     * @return its status
     * @throws dev.lanyard.host.HostException if its state cannot be read
     */
    public Status status() {
        return states.status();
    }

    /**
     * What has become of it.
     *
     * @return its log
     */
    public ConnectorLog log() {
        return log;
    }

    /**
     * Writes down what is done with it: its state, and in its log.
     *
     * @return a watch for one run of a command
     */
    public ConnectorWatch watch() {
        return new RegisteredWatch(states, log);
    }

    /** Keeps others from syncing it, for good: it is about to go. */
    Lease takeAlone() {
        return states.begin(ConnectorState.SYNCING).orElseThrow(states::beingSynced);
    }

    /** It does not go after all. */
    void giveBack(Lease alone) {
        states.end(ConnectorState.SYNCING, alone);
    }

    @Override
    public String toString() {
        return registration.name();
    }
}
