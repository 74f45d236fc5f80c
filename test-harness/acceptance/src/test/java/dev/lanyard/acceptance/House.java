package dev.lanyard.acceptance;

import java.nio.file.Path;

/** Where things stand in the checkout, once they are built. */
final class House {

    /** The root of the checkout; two folders up where no build says. */
    static final Path ROOT = Path.of(System.getProperty("lanyard.root", "../.."))
            .toAbsolutePath()
            .normalize();

    /** The one jar that is dropped in. */
    static final Path CONNECTOR_JAR = ROOT.resolve(
            "entra-plugin/target/lanyard-entra-" + System.getProperty("lanyard.version", "0.1.0-SNAPSHOT") + ".jar");

    private House() {}
}
