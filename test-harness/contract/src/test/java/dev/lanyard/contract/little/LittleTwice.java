package dev.lanyard.contract.little;

import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.provision.ChangeKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The good plugin, with a second description of some of what it gives. */
public final class LittleTwice extends LittlePlugin {

    @Override
    protected List<ChangeDescriptor> changes() {
        return super.changes().stream()
                .flatMap(change ->
                        change.kind() == ChangeKind.GRANT ? Stream.of(change, ofMembers(change)) : Stream.of(change))
                .toList();
    }

    private static ChangeDescriptor ofMembers(ChangeDescriptor change) {
        return new ChangeDescriptor(
                "grant-membership",
                change.displayName(),
                change.description(),
                change.kind(),
                change.resourceType(),
                Set.of("member"),
                change.holdings(),
                change.attributes(),
                change.furtherAttributes(),
                change.permissions(),
                change.privilegedRoles());
    }
}
