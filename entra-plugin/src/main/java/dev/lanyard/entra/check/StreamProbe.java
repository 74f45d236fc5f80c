package dev.lanyard.entra.check;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.spi.describe.StreamDescriptor;
import java.util.Optional;
import java.util.function.Function;

/**
 * How to find out whether a stream can be read.
 *
 * @param stream what the stream says of itself
 * @param switchedOffBy the setting that switches the stream on, or empty if it is on
 * @param request makes a request for as little as possible
 */
public record StreamProbe(
        StreamDescriptor stream, Optional<String> switchedOffBy, Function<GraphRequests, RequestInformation> request) {}
