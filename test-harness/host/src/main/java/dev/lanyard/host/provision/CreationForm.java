package dev.lanyard.host.provision;

import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.Trait;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.PasswordChoice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what is to be made. */
final class CreationForm {

    private CreationForm() {}

    static Optional<Change> read(FormReading reading) {
        Optional<ChangeDescriptor> creating = creating(reading);
        Attributes attributes = reading.values(creating, true);
        boolean account = creating.flatMap(each -> reading.descriptor().resourceType(each.resourceType()))
                .map(type -> type.traits().contains(Trait.ACCOUNT))
                .orElse(true);
        Optional<PasswordChoice> password = account ? reading.password() : Optional.empty();
        return creating.map(each -> new Change.CreateResource(each.resourceType(), attributes, password));
    }

    private static Optional<ChangeDescriptor> creating(FormReading reading) {
        Optional<String> type = reading.text("type");
        List<ChangeDescriptor> possible = reading.descriptor().changes().stream()
                .filter(each -> each.kind() == ChangeKind.CREATE)
                .filter(each -> reading.types().contains(each.resourceType()))
                .toList();
        List<ChangeDescriptor> meant = possible.stream()
                .filter(each -> type.map(each.resourceType()::equals).orElse(true))
                .toList();
        if (meant.size() == 1) {
            return Optional.of(meant.get(0));
        }
        String types = possible.stream().map(ChangeDescriptor::resourceType).collect(Collectors.joining(" or "));
        if (possible.isEmpty()) {
            reading.problem(
                    "the connector '" + reading.descriptor().id() + "' creates nothing of this kind",
                    "'lanyard describe " + reading.descriptor().id() + "' lists what it can change");
        } else if (meant.isEmpty()) {
            reading.problem("nothing of the type '" + type.orElse("") + "' can be created", "say the type: " + types);
        } else {
            reading.problem("it is not said what to create", "say the type: " + types);
        }
        return Optional.empty();
    }
}
