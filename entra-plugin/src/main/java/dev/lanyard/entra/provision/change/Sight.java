package dev.lanyard.entra.provision.change;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A read that shows whether Graph's reads have caught up with a change.
 *
 * @param read makes the read; a GET
 * @param shown whether its answer shows the change
 */
public record Sight(Supplier<RequestInformation> read, Predicate<BatchReply> shown) {}
