package dev.lanyard.simulator.graph;

import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.graph.call.PageTokens;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.http.Call;
import dev.lanyard.simulator.odata.QueryOptions;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Puts an empty page before any page, for the fault of that name: its link leads to the page that was asked for. */
final class EmptyPages {

    private static final String MARK = "E|";

    private final PageTokens tokens;
    private final Links links;

    EmptyPages(PageTokens tokens, Links links) {
        this.tokens = tokens;
        this.links = links;
    }

    /** An empty page with a link that no other page has. */
    Answer before(Call call) {
        String token = tokens.seal(MARK + UUID.randomUUID() + "|" + call.address());
        String path = call.rawPath().substring("/v1.0".length());
        String body = "{\"@odata.nextLink\":\"" + links.withOnly(path, "skiptoken", token) + "\",\"value\":[]}";
        return Answer.json(200, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The call that is really meant: itself, or the one behind a link on an empty page. */
    Call meant(Call call) {
        QueryOptions query = QueryOptions.parse(call.rawQuery());
        if (!query.has("skiptoken")) {
            return call;
        }
        String content = tokens.open(query.get("skiptoken").orElse(""));
        if (!content.startsWith(MARK)) {
            return call;
        }
        String address = content.substring(content.indexOf('|', MARK.length()) + 1);
        return Call.of(call.method(), address, call.headers(), call.body());
    }
}
