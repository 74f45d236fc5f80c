package dev.lanyard.simulator.cli;

import dev.lanyard.simulator.EntraSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Writes what a client of the simulator needs: the certificate, and a ready configuration. */
final class OutputFiles {

    private OutputFiles() {}

    static void write(EntraSimulator simulator, @Nullable Path trustOut, @Nullable Path configOut) throws IOException {
        if (trustOut != null) {
            Files.writeString(trustOut, simulator.caPem());
        }
        if (trustOut != null && configOut != null) {
            writeForOwnerOnly(configOut, configuration(simulator, trustOut));
        }
    }

    private static String configuration(EntraSimulator simulator, Path trust) {
        return """
                # Made by 'lanyard simulate': leads to a simulated tenant on this machine.
                connector=entra-id
                tenantId=%s
                clientId=%s
                clientSecret=%s
                graphDomain=custom
                graphUrl=%s
                authorityUrl=%s/
                trustedCertificates=${file:%s}
                """.formatted(
                        simulator.tenantId(),
                        simulator.clientId(),
                        simulator.clientSecret(),
                        simulator.url(),
                        simulator.url(),
                        trust.toAbsolutePath().toString().replace("\\", "\\\\"));
    }

    /** The file is closed to others before the secret is in it. */
    private static void writeForOwnerOnly(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
