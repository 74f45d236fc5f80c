package dev.lanyard.entra.check;

import dev.lanyard.entra.config.Licence;

/**
 * A licence that the tenant must have for something.
 *
 * @param licence which
 * @param optional whether part of it works without
 */
public record NeededLicence(Licence licence, boolean optional) {}
