package dev.lanyard.entra.check;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphRequests;
import java.util.function.Function;

/**
 * The smallest read that proves that a stream can be read.
 *
 * @param stream the stream's id
 * @param request makes a request for one row
 */
public record StreamProbe(String stream, Function<GraphRequests, RequestInformation> request) {

    /** One user. */
    public static final StreamProbe ACCOUNTS = new StreamProbe("accounts", requests -> {
        RequestInformation request = requests.users().toGetRequestInformation(wanted -> {
            wanted.queryParameters.top = 1;
            wanted.queryParameters.select = new String[] {"id"};
        });
        return fresh(request);
    });

    /** One group. */
    public static final StreamProbe GROUPS = new StreamProbe("groups", requests -> {
        RequestInformation request = requests.groups().toGetRequestInformation(wanted -> {
            wanted.queryParameters.top = 1;
            wanted.queryParameters.select = new String[] {"id"};
        });
        return fresh(request);
    });

    private static RequestInformation fresh(RequestInformation request) {
        request.headers.add("Cache-Control", "no-cache");
        return request;
    }
}
