package dev.lanyard.host.connectors;

import dev.lanyard.host.HostException;
import dev.lanyard.host.Problem;
import dev.lanyard.host.files.Lease;
import dev.lanyard.host.files.WriterLock;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The connectors of this platform: a folder with a folder for each, {@code connectors/NAME/}, that holds
 *
 * <ul>
 *   <li>{@code connector.json}: plugin, owners, application, and where settings and store are,
 *   <li>{@code connector.properties} and {@code store.db}, unless they are elsewhere,
 *   <li>{@code state.json} and {@code *.lease}: how it is doing,
 *   <li>{@code connector.log} and those before it.
 * </ul>
 *
 * <p>A connector is added as a whole or not at all, whatever dies in the middle. Nothing is kept in memory; several
 * processes can use one registry.
 */
public final class ConnectorRegistry {

    private final Path folder;
    private final Clock clock;

    private ConnectorRegistry(Path folder, Clock clock) {
        this.folder = folder.toAbsolutePath().normalize();
        this.clock = clock;
    }

    /**
     * Names a registry.
     *
     * @param folder where it is; made when the first connector is added
     * @param clock what tells since when a connector is in a state
     * @return the registry
     */
    public static ConnectorRegistry at(Path folder, Clock clock) {
        return new ConnectorRegistry(folder, clock);
    }

    /**
     * Lists the connectors.
     *
     * @param damaged hears of those that cannot be read; they disturb no other
     * @return the connectors by name
     */
    public List<RegisteredConnector> list(Consumer<Problem> damaged) {
        List<RegisteredConnector> connectors = new ArrayList<>();
        for (String name : names()) {
            try {
                connectors.add(read(name));
            } catch (HostException unreadable) {
                unreadable.problems().forEach(damaged);
            }
        }
        return connectors;
    }

    /**
     * Finds a connector.
     *
     * @param name its name
     * @return the connector
     * @throws HostException that lists the known ones, if there is none of that name
     */
    public RegisteredConnector require(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new HostException(
                    "there is no connector '" + name + "' in " + folder,
                    names.isEmpty()
                            ? "connect a system with 'lanyard connect', or add one with 'lanyard connectors add'"
                            : "use one of " + String.join(", ", names));
        }
        return read(name);
    }

    /**
     * The applications that connectors can govern.
     *
     * @return the list, which this registry keeps
     */
    public Applications applications() {
        return new Applications(folder);
    }

    /**
     * Makes sure that a connector could have this name.
     *
     * @param name its name
     * @throws HostException if it is taken, or cannot be a name
     */
    public void requireNew(String name) {
        Registration.requireName(name);
        if (Files.exists(folder.resolve(name))) {
            throw taken(name);
        }
    }

    private HostException taken(String name) {
        return new HostException(
                "there is a connector '" + name + "' already in " + folder,
                "choose another name, or remove it first with 'lanyard connectors remove " + name + "'");
    }

    /**
     * Begins to add a connector.
     *
     * @param name its name
     * @return a place to prepare it; the caller closes it
     * @throws HostException as {@link #requireNew} does, or if the folder cannot be made
     */
    public Draft draft(String name) {
        requireNew(name);
        return Draft.begin(name, folder);
    }

    /**
     * Adds what was prepared.
     *
     * @param draft the draft, which is a draft no more
     * @param registration what to add; files in the draft's folder are those of the connector from then on
     * @return the connector, configured
     * @throws HostException if the name has been taken meanwhile, or it cannot be written
     */
    public RegisteredConnector add(Draft draft, Registration registration) {
        Path home = folder.resolve(registration.name());
        try {
            RegistrationFile.write(draft.folder(), registration);
            new StateKeeper(registration.name(), draft.folder(), clock).begin();
            applications().add(registration.application());
            draft.moveTo(home);
        } catch (FileAlreadyExistsException takenMeanwhile) {
            throw taken(registration.name());
        } catch (IOException failed) {
            throw unusable("added to", failed);
        }
        RegisteredConnector added = read(registration.name());
        added.log().info("added: plugin " + registration.plugin() + ", " + described(registration));
        return added;
    }

    /**
     * Changes who answers for a connector, or what it governs.
     *
     * @param connector the connector
     * @param owners who answers for it from now on, or none to leave those who do
     * @param application what it governs from now on, or empty to leave it
     * @return the connector as it is now
     * @throws HostException if the owners are no owners, or it cannot be written
     */
    public RegisteredConnector change(
            RegisteredConnector connector, List<String> owners, Optional<String> application) {
        String name = connector.registration().name();
        Path home = folder.resolve(name);
        try {
            WriterLock lock = WriterLock.acquire(home.resolve(RegistrationFile.NAME));
            try (lock) {
                Registration before = RegistrationFile.read(home);
                Registration changed = new Registration(
                        name,
                        before.plugin(),
                        owners.isEmpty() ? before.owners() : owners,
                        application.orElse(before.application()),
                        before.config(),
                        before.store());
                applications().add(changed.application());
                RegistrationFile.write(home, changed);
            }
        } catch (IOException failed) {
            throw unusable("changed in", failed);
        }
        RegisteredConnector changed = read(name);
        changed.log().info("changed: " + described(changed.registration()));
        return changed;
    }

    private static String described(Registration registration) {
        return "application " + registration.application() + ", owned by " + String.join(", ", registration.owners());
    }

    /**
     * Removes a connector with all that is in its folder. Settings and a store elsewhere stay.
     *
     * @param connector the connector
     * @throws HostException if it is being synced, or cannot be removed
     */
    public void remove(RegisteredConnector connector) {
        String name = connector.registration().name();
        Path away = folder.resolve(
                "." + name + ".removed-" + ProcessHandle.current().pid());
        Lease alone = connector.takeAlone();
        try {
            // Gone under its name in one step: a crash leaves all of it, or none that anybody finds.
            Files.move(folder.resolve(name), away, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            connector.giveBack(alone);
            throw unusable("removed from", failed);
        }
        try (alone) {
            Draft.delete(away);
        } catch (IOException failed) {
            throw new HostException(
                    "the connector " + name + " is removed, but not all of its files: " + failed,
                    "delete " + away + ", which nobody needs any more",
                    failed);
        }
    }

    private RegisteredConnector read(String name) {
        return new RegisteredConnector(RegistrationFile.read(folder.resolve(name)), folder.resolve(name), clock);
    }

    private List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .filter(entry -> Files.exists(entry.resolve(RegistrationFile.NAME)))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .collect(Collectors.toList());
        } catch (IOException unreadable) {
            throw unusable("listed in", unreadable);
        }
    }

    private HostException unusable(String what, IOException cause) {
        return new HostException(
                "connectors cannot be " + what + " " + folder + ": " + cause,
                "check the free space and the rights on that folder",
                cause);
    }
}
