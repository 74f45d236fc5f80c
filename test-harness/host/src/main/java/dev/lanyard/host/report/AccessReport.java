package dev.lanyard.host.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lanyard.host.store.Review;
import dev.lanyard.host.store.ReviewFigures;
import dev.lanyard.host.store.StoreReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;

/**
 * The report: one page that answers what reviewers ask. Who has what and through which path, privileged roles, guests,
 * disabled accounts with access, credentials that expire, licences that nobody uses, applications without owner, and
 * what the last sync has changed.
 *
 * <p>The page holds every resource, entitlement and grant, and finds its answers itself when it is opened; the figures
 * are counted here. Writing it takes memory for one record at a time.
 */
public final class AccessReport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final HtmlPage PAGE =
            new HtmlPage("Access report", List.of("dom.js", "table.js", "access.js", "report.js"));

    private AccessReport() {}

    /**
     * Writes the page.
     *
     * @param reader the store
     * @param at the time by which something has expired, or is about to
     * @param out where to; flushed, not closed
     * @return what the page begins with
     * @throws IOException if it cannot be written
     */
    public static ReviewFigures write(StoreReader reader, Instant at, Writer out) throws IOException {
        Review review = reader.review();
        ReviewFigures figures = review.figures(at);
        try {
            PAGE.write(out, data -> write(reader, review, figures, at, data));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return figures;
    }

    private static void write(StoreReader reader, Review review, ReviewFigures figures, Instant at, OutputStream out)
            throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("connector", reader.connector());
            json.writeStringField("at", at.toString());
            json.writeStringField("synced", reader.finishedAt().toString());
            if (reader.comparedWith().isPresent()) {
                json.writeStringField(
                        "comparedWith", reader.comparedWith().get().toString());
            }
            json.writeNumberField("soonDays", ReviewFigures.SOON_DAYS);
            json.writeStringField("privileged", review.privilegedTrait().name());
            json.writeFieldName("figures");
            json.writeObject(figures);
            new ReportRecords(json).write(reader, review);
            json.writeEndObject();
        }
    }
}
