package dev.lanyard.entra.graph;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Puts ids into the paths of writes. */
public final class GraphPath {

    /** Stands in a dry run for an id that only Graph's answer would tell. */
    public static final String NEW_ID = "{new}";

    private GraphPath() {}

    /**
     * Fills a path.
     *
     * @param template the path below the version, with {@code {}} for each id
     * @param ids the ids, in their order; they are encoded here
     * @return the path
     * @throws IllegalArgumentException if there are more or fewer ids than places for them
     */
    public static String of(String template, String... ids) {
        String[] parts = template.split("\\{\\}", -1);
        if (parts.length != ids.length + 1) {
            throw new IllegalArgumentException("not " + ids.length + " places for ids in " + template);
        }
        StringBuilder path = new StringBuilder(parts[0]);
        for (int i = 0; i < ids.length; i++) {
            // A form's plus sign would stand for itself in a path.
            path.append(
                            ids[i].equals(NEW_ID)
                                    ? NEW_ID
                                    : URLEncoder.encode(ids[i], StandardCharsets.UTF_8)
                                            .replace("+", "%20"))
                    .append(parts[i + 1]);
        }
        return path.toString();
    }
}
