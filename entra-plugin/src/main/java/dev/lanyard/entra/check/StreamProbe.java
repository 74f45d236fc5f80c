package dev.lanyard.entra.check;

import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.StreamDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How to find out whether a stream can be read.
 *
 * @param stream what the stream says of itself
 * @param neededBySettings what it needs besides, as it is set
 * @param switchedOffBy the setting that switches the stream on, or empty if it is on
 * @param questions asks for as little as possible
 */
public record StreamProbe(
        StreamDescriptor stream,
        List<Permission> neededBySettings,
        Optional<String> switchedOffBy,
        Consumer<Probing> questions) {

    /** Keeps a copy. */
    public StreamProbe {
        neededBySettings = List.copyOf(neededBySettings);
    }

    List<Permission> permissions() {
        return Stream.concat(stream.permissions().stream(), neededBySettings.stream())
                .toList();
    }
}
