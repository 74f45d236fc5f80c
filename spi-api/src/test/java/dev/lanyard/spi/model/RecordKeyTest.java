package dev.lanyard.spi.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordKeyTest {

    private static final ResourceId GROUP = new ResourceId("group", "G");
    private static final EntitlementId MEMBER = new EntitlementId(GROUP, "member");

    @Test
    void text_readsFromResourceToPrincipal() {
        assertThat(GROUP.text()).isEqualTo("group/G");
        assertThat(MEMBER.text()).isEqualTo("group/G#member");
        assertThat(GrantKey.direct(MEMBER, new ResourceId("user", "U")).text()).isEqualTo("group/G#member@user/U");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a/b",
                "a#b",
                "a@b;c=d",
                "100%",
                "%41",
                "a+b",
                "with space",
                "Ünïcode 東京 🗝",
                "tab\tline\n"
            })
    void parse_readsBackWhateverTheIdHolds(String id) {
        EntitlementId entitlement = new EntitlementId(new ResourceId("app-role", id), "default-access");

        assertThat(ResourceId.parse(entitlement.resource().text())).isEqualTo(entitlement.resource());
        assertThat(EntitlementId.parse(entitlement.text())).isEqualTo(entitlement);
        assertThat(entitlement.text()).doesNotContain(" ", "\n", "\t");
    }

    @Test
    void text_ofHoldings_namesPrincipalAndType() {
        assertThat(new HoldingsKey(new ResourceId("user", "U"), "licence").text())
                .isEqualTo("user/U;holds=licence");
        assertThatThrownBy(() -> new HoldingsKey(GROUP, "Not a type")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void text_ofWhatIsLeftOut_namesTheResource() {
        assertThat(new LeftOutKey(GROUP).text()).isEqualTo("group/G;left-out");
    }

    @Test
    void text_differsWhereverKeysDiffer() {
        ResourceId user = new ResourceId("user", "U");
        Stream<GrantKey> keys = Stream.of(
                GrantKey.direct(MEMBER, user),
                GrantKey.direct(MEMBER, new ResourceId("user", "U;eligible")),
                new GrantKey(MEMBER, user, Holding.ELIGIBLE, Optional.empty(), Optional.empty()),
                new GrantKey(MEMBER, user, Holding.TEMPORARY, Optional.empty(), Optional.empty()),
                new GrantKey(MEMBER, user, Holding.ACTIVE, Optional.of("/"), Optional.empty()),
                new GrantKey(MEMBER, user, Holding.ACTIVE, Optional.of("/;through=group/H"), Optional.empty()),
                new GrantKey(
                        MEMBER, user, Holding.ACTIVE, Optional.of("/"), Optional.of(new ResourceId("group", "H"))));

        assertThat(keys.map(GrantKey::text)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "User", "1user", "user_account", "us er"})
    void type_otherThanASlug_isRefused(String type) {
        assertThatThrownBy(() -> new ResourceId(type, "x")).hasMessageContaining("resource type must be");
    }

    @Test
    void id_blank_isRefused() {
        assertThatThrownBy(() -> new ResourceId("user", " ")).hasMessageContaining("must not be blank");
    }

    @Test
    void parse_otherText_saysTheForm() {
        assertThatThrownBy(() -> ResourceId.parse("user")).hasMessageContaining("TYPE/ID");
        assertThatThrownBy(() -> EntitlementId.parse("group/G")).hasMessageContaining("TYPE/ID#SLUG");
    }
}
