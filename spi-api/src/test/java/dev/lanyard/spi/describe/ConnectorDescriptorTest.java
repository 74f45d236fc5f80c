package dev.lanyard.spi.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.spi.SpiVersion;
import dev.lanyard.spi.config.ConfigSchema;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectorDescriptorTest {

    private static final ResourceTypeDescriptor USER = new ResourceTypeDescriptor("user", "User", Set.of(), List.of());

    @Test
    void streamsAndTypesAreFoundById() {
        ConnectorDescriptor descriptor = descriptor(List.of(USER), List.of(stream("accounts", "user")));

        assertThat(descriptor.stream("accounts")).isPresent();
        assertThat(descriptor.stream("groups")).isEmpty();
        assertThat(descriptor.resourceType("user")).contains(USER);
    }

    @Test
    void idUsedTwice_isRefused() {
        assertThatThrownBy(() -> descriptor(List.of(USER, USER), List.of()))
                .hasMessageContaining("'user' is used twice");
        assertThatThrownBy(() -> descriptor(List.of(USER), List.of(stream("a", "user"), stream("a", "user"))))
                .hasMessageContaining("'a' is used twice");
    }

    @Test
    void streamOfUnlistedType_isRefused() {
        assertThatThrownBy(() -> descriptor(List.of(USER), List.of(stream("groups", "group"))))
                .hasMessageContaining("'group', which is not listed");
    }

    private static StreamDescriptor stream(String id, String type) {
        return new StreamDescriptor(id, id, "", Set.of(type), false, List.of());
    }

    private static ConnectorDescriptor descriptor(List<ResourceTypeDescriptor> types, List<StreamDescriptor> streams) {
        return new ConnectorDescriptor(
                "test", "Test", "1", SpiVersion.CURRENT, new ConfigSchema(List.of(), List.of()), types, streams);
    }
}
