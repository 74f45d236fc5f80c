package dev.lanyard.spi.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.model.Attributes;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Holding;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.model.Validity;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeDescriptorTest {

    private static final Set<String> MEMBER = Set.of("member");
    private static final Instant END = Instant.parse("2026-12-31T00:00:00Z");

    private final ChangeDescriptor forGood = access(ChangeKind.GRANT, MEMBER, Set.of(Holding.ACTIVE));
    private final ChangeDescriptor otherwise =
            access(ChangeKind.GRANT, MEMBER, Set.of(Holding.TEMPORARY, Holding.ELIGIBLE));

    @Test
    void grant_isCoveredByItsHolding() {
        for (Holding holding : Holding.values()) {
            Change grant = new Change.GrantAccess(key(holding));

            assertThat(forGood.covers(grant)).isEqualTo(holding == Holding.ACTIVE);
            assertThat(otherwise.covers(grant)).isNotEqualTo(holding == Holding.ACTIVE);
        }
    }

    @Test
    void grantInForce_withAnEnd_isTemporary() {
        Change ending = new Change.GrantAccess(
                key(Holding.ACTIVE),
                new Validity(Optional.empty(), Optional.of(END)),
                Attributes.NONE,
                Optional.empty());
        Change eligible = new Change.GrantAccess(
                key(Holding.ELIGIBLE),
                new Validity(Optional.empty(), Optional.of(END)),
                Attributes.NONE,
                Optional.empty());

        assertThat(ending.holding()).contains(Holding.TEMPORARY);
        assertThat(eligible.holding()).contains(Holding.ELIGIBLE);
        assertThat(forGood.covers(ending)).isFalse();
        assertThat(otherwise.covers(ending)).isTrue();
    }

    @Test
    void revocation_isCoveredByItsHolding() {
        ChangeDescriptor revoking = access(ChangeKind.REVOKE, MEMBER, Set.of(Holding.ELIGIBLE));

        assertThat(revoking.covers(new Change.RevokeAccess(key(Holding.ELIGIBLE))))
                .isTrue();
        assertThat(revoking.covers(new Change.RevokeAccess(key(Holding.ACTIVE))))
                .isFalse();
    }

    @Test
    void changeOfAResource_hasNoHolding() {
        ChangeDescriptor deletion = access(ChangeKind.DELETE, Set.of(), Set.of());
        Change delete = new Change.DeleteResource(new ResourceId("group", "g1"), false);

        assertThat(delete.holding()).isEmpty();
        assertThat(deletion.covers(delete)).isTrue();
    }

    @Test
    void entitlementsAndHoldings_belongToAccess() {
        assertThatThrownBy(() -> access(ChangeKind.GRANT, MEMBER, Set.of())).hasMessageContaining("holdings");
        assertThatThrownBy(() -> access(ChangeKind.GRANT, Set.of(), Set.of(Holding.ACTIVE)))
                .hasMessageContaining("entitlements");
        assertThatThrownBy(() -> access(ChangeKind.DELETE, Set.of(), Set.of(Holding.ACTIVE)))
                .hasMessageContaining("holdings");
    }

    private static GrantKey key(Holding holding) {
        EntitlementId member = new EntitlementId(new ResourceId("group", "g1"), "member");
        return new GrantKey(member, new ResourceId("user", "u1"), holding, Optional.empty(), Optional.empty());
    }

    private static ChangeDescriptor access(ChangeKind kind, Set<String> slugs, Set<Holding> holdings) {
        return new ChangeDescriptor(
                "change",
                "Change",
                "Changes.",
                kind,
                "group",
                slugs,
                holdings,
                ConfigSchema.EMPTY,
                false,
                List.of(),
                List.of());
    }
}
