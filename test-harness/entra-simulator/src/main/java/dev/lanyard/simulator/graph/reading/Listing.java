package dev.lanyard.simulator.graph.reading;

import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.PageTokens;
import dev.lanyard.simulator.http.Answer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Serves a collection in pages.
 *
 * <p>A page looks at a bounded number of objects, so a filtered page can be short or empty and still have a next one;
 * and every listing of several pages has one empty page in it, since Graph may send one at any time.
 */
public final class Listing {

    private static final int DEFAULT_PAGE = 100;
    private static final int MOST_SCANNED = 5_000;

    private final PageTokens tokens;
    private final Links links;

    /** Pages whose links are sealed with these tokens. */
    public Listing(PageTokens tokens, Links links) {
        this.tokens = tokens;
        this.links = links;
    }

    /**
     * What a listing goes through.
     *
     * @param context the end of {@code @odata.context}
     * @param slots every candidate, in order
     * @param wanted which of them are listed
     * @param filtered whether the caller asked for some only, so that pages may run short
     */
    @SuppressWarnings("ArrayRecordComponent") // sources are never compared
    record Source(String context, int[] slots, IntPredicate wanted, boolean filtered) {}

    /** Where a page begins, and how many came before it. */
    private record Cursor(int position, int page) {}

    /**
     * The page that the call asks for.
     *
     * @param request the call
     * @param source what the listing goes through
     * @param values where the writer writes
     * @param writer writes the object in a slot
     */
    public Answer page(GraphRequest request, Source source, ByteArrayOutputStream values, IntConsumer writer) {
        String scope = scope(request);
        Cursor cursor = cursor(request.query().get("skiptoken").orElse(null), scope);
        boolean empty = cursor.page() == 1 + (scope.hashCode() & 1);
        int size = empty ? 0 : request.query().top().orElse(DEFAULT_PAGE);
        int position = cursor.position();
        int scanned = 0;
        int written = 0;
        while (position < source.slots().length && written < size && !(source.filtered() && scanned >= MOST_SCANNED)) {
            int slot = source.slots()[position++];
            scanned++;
            if (source.wanted().test(slot)) {
                if (written++ > 0) {
                    values.write(',');
                }
                writer.accept(slot);
            }
        }
        StringBuilder head = new StringBuilder("{\"@odata.context\":\"")
                .append(links.context(source.context()))
                .append('"');
        if (request.advanced() && cursor.page() == 0) {
            head.append(",\"@odata.count\":").append(count(source));
        }
        if (anyLeft(source, position)) {
            String token = tokens.seal("L|" + scope + "|" + position + "|" + (cursor.page() + 1));
            head.append(",\"@odata.nextLink\":\"")
                    .append(links.withSkipToken(request.call(), token))
                    .append('"');
        }
        return Answer.json(200, assemble(head.append(",\"value\":[").toString(), values, "]}"));
    }

    /** A body of a head, values and a tail. */
    public static byte[] assemble(String head, ByteArrayOutputStream values, String tail) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(values.size() + head.length() + 16);
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(values.toByteArray());
        body.writeBytes(tail.getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    /** A filtered listing does not look ahead; any other knows whether an object is left. */
    private static boolean anyLeft(Source source, int position) {
        if (source.filtered()) {
            return position < source.slots().length;
        }
        for (int index = position; index < source.slots().length; index++) {
            if (source.wanted().test(source.slots()[index])) {
                return true;
            }
        }
        return false;
    }

    private static long count(Source source) {
        return Arrays.stream(source.slots()).filter(source.wanted()).count();
    }

    private Cursor cursor(@Nullable String token, String scope) {
        if (token == null) {
            return new Cursor(0, 0);
        }
        List<String> parts = List.of(tokens.open(token).split("\\|", -1));
        if (parts.size() != 4 || !parts.get(0).equals("L") || !parts.get(1).equals(scope)) {
            throw GraphException.badRequest("The page token belongs to another request: follow links unchanged.");
        }
        return new Cursor(Integer.parseInt(parts.get(2)), Integer.parseInt(parts.get(3)));
    }

    /** What a token belongs to: the path and every option that shapes the result. */
    private static String scope(GraphRequest request) {
        Map<String, String> shaping = new TreeMap<>();
        for (String name : List.of("select", "expand", "filter", "orderby")) {
            request.query().get(name).ifPresent(value -> shaping.put(name, value));
        }
        String path = request.call().path();
        return Integer.toHexString((path + shaping).hashCode());
    }
}
