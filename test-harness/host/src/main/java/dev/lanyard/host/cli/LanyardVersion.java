package dev.lanyard.host.cli;

import dev.lanyard.spi.SpiVersion;
import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Tells the version from the jar's manifest. */
final class LanyardVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Lanyard.class.getPackage().getImplementationVersion())
                .orElse("(not packed)");
        return new String[] {"lanyard " + version + ", SPI version " + SpiVersion.CURRENT};
    }
}
