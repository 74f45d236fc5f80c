package dev.lanyard.host.provision;

import dev.lanyard.host.HostException;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.provision.Change;
import java.util.Optional;

/** Makes changes of what people wrote down, by what the connector says of itself. Sends nothing. */
public final class ChangeReader {

    private final ConnectorDescriptor descriptor;
    private final Names names;
    private final PasswordText passwords;

    /**
     * Makes a reader.
     *
     * @param descriptor what the connector can change
     * @param names finds what is meant
     * @param passwords finds passwords
     */
    public ChangeReader(ConnectorDescriptor descriptor, Names names, PasswordText passwords) {
        this.descriptor = descriptor;
        this.names = names;
        this.passwords = passwords;
    }

    /**
     * Reads a form.
     *
     * @param form what was written
     * @param trait what its resource must be, or empty for anything
     * @return the change
     * @throws InvalidFormException with every problem, if the form cannot be a change of this connector's
     * @throws HostException with every problem, if what it names cannot be found
     */
    public Change read(ChangeForm form, Optional<Trait> trait) {
        FormReading reading = new FormReading(form, trait, descriptor, names, passwords);
        Optional<Change> change = switch (form.kind()) {
            case GRANT, REVOKE -> AccessForm.read(reading);
            case CREATE -> CreationForm.read(reading);
            case ACTION -> ActionForm.read(reading);
            default -> ResourceForm.read(reading);
        };
        change.ifPresent(each -> requireOffered(reading, each));
        reading.requireSound();
        return change.orElseThrow();
    }

    private void requireOffered(FormReading reading, Change change) {
        if (!(change instanceof Change.RunAction) && descriptor.change(change).isEmpty()) {
            reading.problem(
                    "the connector '" + descriptor.id() + "' does not " + reading.word() + " "
                            + change.entitlement().map(EntitlementId::text).orElse(change.subject())
                            + change.holding().map(ChangeReader::way).orElse(""),
                    "'lanyard describe " + descriptor.id() + "' lists what it can change");
        }
    }

    private static String way(Holding holding) {
        return switch (holding) {
            case ACTIVE -> "";
            case ELIGIBLE -> " as something to be activated";
            case TEMPORARY -> " for a time";
        };
    }
}
