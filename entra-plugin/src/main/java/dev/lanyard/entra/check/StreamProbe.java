package dev.lanyard.entra.check;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.RequestInformation;
import java.util.function.Function;

/**
 * The smallest read that proves that a stream can be read.
 *
 * @param stream the stream's id
 * @param request makes a request for one row
 */
public record StreamProbe(String stream, Function<GraphServiceClient, RequestInformation> request) {

    /** One user. */
    public static final StreamProbe ACCOUNTS = new StreamProbe("accounts", client -> {
        RequestInformation request = client.users().toGetRequestInformation(wanted -> {
            wanted.queryParameters.top = 1;
            wanted.queryParameters.select = new String[] {"id"};
        });
        return fresh(request);
    });

    /** One group. */
    public static final StreamProbe GROUPS = new StreamProbe("groups", client -> {
        RequestInformation request = client.groups().toGetRequestInformation(wanted -> {
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
