package dev.lanyard.host.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/**
 * The page on which a platform would let an administrator set up a connector, made of nothing but the connector's
 * description: its settings by group, shown only where they apply, checked as they are entered, and what the connector
 * must be allowed to do in the system. It sends nothing: it shows the settings file, in which secrets are only referred
 * to.
 */
public final class SettingsPage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final HtmlPage PAGE =
            new HtmlPage("Connector settings", List.of("dom.js", "fields.js", "settings.js"));

    private SettingsPage() {}

    /**
     * Writes the page.
     *
     * @param description the connector, as {@code lanyard describe --json} prints it
     * @param out where to; flushed, not closed
     * @throws IOException if it cannot be written
     */
    public static void write(Map<String, ?> description, Writer out) throws IOException {
        PAGE.write(out, data -> data.write(JSON.writeValueAsBytes(description)));
    }
}
