package dev.lanyard.entra.check;

import dev.lanyard.spi.describe.FeedDescriptor;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to find out whether a feed can be read.
 *
 * @param feed what the feed says of itself
 * @param switchedOffBy the setting that switches the feed on, or empty if it is on
 * @param questions asks for as little as possible
 */
public record FeedProbe(FeedDescriptor feed, Optional<String> switchedOffBy, Consumer<Probing> questions) {}
