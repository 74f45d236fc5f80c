package dev.lanyard.spi;

/**
 * The version of this SPI.
 *
 * <p>The number is a compile-time constant on purpose: the compiler copies it into the plugin, so that a plugin reports
 * the SPI it was built against, whichever one it meets at run time. It grows when a change would break a plugin that
 * was built before it.
 */
public final class SpiVersion {

    /** The version that this build of the SPI has. */
    public static final int CURRENT = 1;

    private SpiVersion() {}
}
