package dev.lanyard.entra.check;

import dev.lanyard.spi.config.Permission;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to find out whether something can be read.
 *
 * @param capability its id
 * @param permissions what it needs, as it is set
 * @param switchedOffBy the setting that switches it on, or empty if it is on
 * @param questions asks for as little as possible
 */
public record CapabilityProbe(
        String capability, List<Permission> permissions, Optional<String> switchedOffBy, Consumer<Probing> questions) {

    /** Keeps a copy. */
    public CapabilityProbe {
        permissions = List.copyOf(permissions);
    }
}
