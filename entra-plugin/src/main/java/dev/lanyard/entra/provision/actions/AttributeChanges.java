package dev.lanyard.entra.provision.actions;

import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.config.ConfigField;
import java.util.Collection;

/** The answer that actions have in common which change attributes. */
final class AttributeChanges {

    static final ConfigField FIELD = Descriptors.text(
                    "changed",
                    "Changed attributes",
                    "The attributes that were not as asked, by commas; none if all were.")
            .build();

    private AttributeChanges() {}

    static void tell(PendingChange pending, Collection<String> names) {
        if (pending.isSo() && !names.isEmpty()) {
            pending.value(FIELD.name(), String.join(", ", names));
        }
    }
}
