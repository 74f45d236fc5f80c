package dev.lanyard.host.connectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.host.HostException;
import dev.lanyard.host.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A connector's {@code connector.json}. What lies in its own folder is named from there, so that this can be moved. */
final class RegistrationFile {

    static final String NAME = "connector.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RegistrationFile() {}

    static Registration read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
            List<String> owners = new ArrayList<>();
            json.path("owners").forEach(owner -> owners.add(owner.asText()));
            return new Registration(
                    folder.getFileName().toString(),
                    json.path("plugin").asText(),
                    owners,
                    json.path("application").asText(),
                    folder.resolve(json.path("config").asText()),
                    folder.resolve(json.path("store").asText()));
        } catch (JsonProcessingException damaged) {
            throw new HostException(
                    "the registration " + file + " is damaged", "put a copy of it in its place", damaged);
        } catch (IOException unreadable) {
            throw new HostException("the registration " + file + " cannot be read", "let the host read it", unreadable);
        }
    }

    static void write(Path folder, Registration registration) throws IOException {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("plugin", registration.plugin());
        registration.owners().forEach(json.putArray("owners")::add);
        json.put("application", registration.application());
        json.put("config", seenFrom(folder, registration.config()));
        json.put("store", seenFrom(folder, registration.store()));
        DurableFiles.replace(
                folder.resolve(NAME), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
    }

    private static String seenFrom(Path folder, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(folder) ? folder.relativize(absolute).toString() : absolute.toString();
    }
}
