package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.config.EntraSettings;
import dev.lanyard.entra.exchange.ExchangeDoor;
import dev.lanyard.entra.graph.GraphDoor;
import dev.lanyard.entra.graph.GraphWriter;
import dev.lanyard.spi.vault.Vault;
import java.time.Clock;
import java.util.Optional;

/**
 * What a handler works with during one call: in a dry run, what is written goes nowhere.
 *
 * @param door reads, never from the cache where the header {@code Cache-Control: no-cache} is set
 * @param writer writes to Graph, or notes what would be written
 * @param exchange runs Exchange's cmdlets, or notes those that would change something; empty where that is not set
 * @param vault keeps secrets, or in a dry run nothing
 * @param settling waits for reads to catch up with writes
 * @param clock the host's clock
 * @param settings how changes are made
 */
public record ChangeSession(
        GraphDoor door,
        GraphWriter writer,
        Optional<ExchangeDoor> exchange,
        Vault vault,
        Settling settling,
        Clock clock,
        EntraSettings settings) {}
