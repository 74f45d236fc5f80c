package dev.lanyard.host.provision;

import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads what is to become of a resource that is there. */
final class ResourceForm {

    private ResourceForm() {}

    static Optional<Change> read(FormReading reading) {
        Optional<ResourceId> found = reading.resource("resource", reading.types());
        ChangeKind kind = reading.form().kind();
        if (kind == ChangeKind.ROTATE) {
            Optional<PasswordChoice> password = reading.password();
            return found.flatMap(id -> password.map(choice -> new Change.RotateCredential(id, choice)));
        } else if (kind == ChangeKind.UPDATE) {
            return update(reading, found);
        }
        return found.map(id -> switch (kind) {
            case ENABLE -> new Change.SetEnabled(id, true);
            case DISABLE -> new Change.SetEnabled(id, false);
            case DELETE -> new Change.DeleteResource(id, false);
            case PURGE -> new Change.DeleteResource(id, true);
            default -> new Change.RestoreResource(id);
        });
    }

    private static Optional<Change> update(FormReading reading, Optional<ResourceId> found) {
        Optional<ChangeDescriptor> updating = found.flatMap(
                id -> reading.descriptor().change(new Change.UpdateResource(id, Attributes.NONE, Set.of())));
        Attributes set = reading.values(updating, false);
        Set<String> clear = reading.clear(updating);
        if (reading.form().values().isEmpty() && clear.isEmpty()) {
            reading.problem("there is nothing to update", "set or clear an attribute");
        }
        Set<String> both = new TreeSet<>(clear);
        both.retainAll(set.names());
        if (!both.isEmpty()) {
            reading.problem("both set and cleared: " + String.join(", ", both), "decide for one");
        }
        // A change refuses what is wrong by itself, and would tell it alone.
        return reading.isSound() ? found.map(id -> new Change.UpdateResource(id, set, clear)) : Optional.empty();
    }
}
