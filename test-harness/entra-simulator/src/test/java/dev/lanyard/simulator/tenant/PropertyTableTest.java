package dev.lanyard.simulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PropertyTableTest {

    private static final Path PUBLISHED = Path.of("../../../shared/data/graph-types.json");

    @ParameterizedTest
    @EnumSource
    void theTable_isThePublishedOne(ObjectType type) throws IOException {
        assumeTrue(Files.exists(PUBLISHED), "the published types are not on this machine");
        JsonNode published = JsonMapper.builder().build().readTree(PUBLISHED.toFile());
        Map<String, String> known = new TreeMap<>();
        for (String typeName = type.graphName(); !typeName.isEmpty() && !typeName.equals("entity"); ) {
            JsonNode definition = published.path(typeName);
            definition
                    .path("props")
                    .properties()
                    .forEach(property -> known.put(
                            property.getKey(), property.getValue().asText().replace("!", "")));
            definition.path("nav").properties().stream()
                    .filter(link -> isNavigation(type, link.getKey()))
                    .forEach(link -> known.put(link.getKey(), link.getValue().asText()));
            typeName = definition.path("base").asText("");
        }

        Map<String, String> ours = new TreeMap<>();
        type.properties().all().stream()
                .filter(property -> !property.is(Property.Trait.EXTENSION))
                .forEach(property -> ours.put(property.name(), property.type()));

        assertThat(ours).isEqualTo(known);
    }

    private static boolean isNavigation(ObjectType type, String name) {
        Property property = type.properties().find(name);
        return property != null && property.is(Property.Trait.NAV);
    }

    @Test
    void find_ofAnUnknownName_isNull() {
        assertThat(ObjectType.USER.properties().find("shoeSize")).isNull();
        assertThatThrownBy(() -> ObjectType.USER.properties().get("shoeSize"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shoeSize");
    }
}
