package dev.lanyard.contract.little;

import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.FieldType;
import java.util.List;
import java.util.stream.Stream;

/** The good plugin, with a second secret that need not be set. */
public final class LittleLocked extends LittlePlugin {

    @Override
    protected List<ConfigField> fields() {
        ConfigField passphrase = ConfigField.named("passphrase", "Passphrase", new FieldType.SecretText())
                .build();
        return Stream.concat(super.fields().stream(), Stream.of(passphrase)).toList();
    }
}
