package dev.lanyard.spi.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttributesTest {

    @Test
    void order_isThatOfTheNames_howeverTheyWereAdded() {
        Attributes one = Attributes.builder()
                .put("mail", "a@b.example")
                .put("enabled", true)
                .build();
        Attributes two = Attributes.builder()
                .put("enabled", true)
                .put("mail", "a@b.example")
                .build();

        assertThat(one).isEqualTo(two).hasSameHashCodeAs(two).hasToString(two.toString());
        assertThat(one.names()).containsExactly("enabled", "mail");
    }

    @Test
    void get_findsWhatWasPut() {
        Attributes attributes = Attributes.builder()
                .put(
                        "proxyAddresses",
                        new AttributeValue.Sequence(List.of(new AttributeValue.Text("SMTP:a@b.example"))))
                .put("mail", "a@b.example")
                .build();

        assertThat(attributes.text("mail")).contains("a@b.example");
        assertThat(attributes.get("proxyAddresses")).containsInstanceOf(AttributeValue.Sequence.class);
        assertThat(attributes.text("proxyAddresses")).isEmpty();
        assertThat(attributes.get("phone")).isEmpty();
    }

    @Test
    void build_nameTwice_isRefused() {
        Attributes.Builder builder = Attributes.builder().put("mail", "a").put("mail", "b");

        assertThatThrownBy(builder::build).hasMessageContaining("'mail' was added twice");
    }
}
