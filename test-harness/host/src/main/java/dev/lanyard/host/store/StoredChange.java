package dev.lanyard.host.store;

import java.util.Optional;

/**
 * Something that readers see since the last sync and did not see before, or the other way round.
 *
 * @param change {@code added}, {@code removed} or, of a resource whose status is another, {@code status}
 * @param resource the resource, or the one on which the entitlement is
 * @param entitlement what is had; empty if this is about the resource itself
 * @param principal who has it, or had it; empty if this is about the resource itself
 * @param qualifier what the grant's key says besides, as in its canonical text; mostly empty
 * @param statusBefore name of the {@link dev.lanyard.spi.model.Status} that a resource had, if it was there
 * @param statusAfter name of the status that it has, if it is there
 */
public record StoredChange(
        String change,
        Named resource,
        Optional<Named> entitlement,
        Optional<Named> principal,
        String qualifier,
        Optional<String> statusBefore,
        Optional<String> statusAfter) {}
