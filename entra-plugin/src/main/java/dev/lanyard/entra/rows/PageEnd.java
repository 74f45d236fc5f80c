package dev.lanyard.entra.rows;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a page says besides its objects.
 *
 * @param nextLink where the next page is, verbatim, or empty on the last one
 * @param deltaLink from where changes can be read later, verbatim, where it ends a delta round
 * @param count how many objects all pages have together; Graph says so on the first page only
 */
public record PageEnd(Optional<String> nextLink, Optional<String> deltaLink, OptionalLong count) {}
