package dev.lanyard.entra.sync.users;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.GraphRequests;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.entra.sync.page.StreamContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How this connector asks for users. Everyone asks in the same way, so that one walk over the users, and one
 * delta-link, serve every stream that is about them.
 *
 * <p>The manager comes along by {@code $expand}, as {@code $levels=1}: without {@code $levels} Graph refuses the
 * {@code $select} within, and would send the whole manager with every user. This makes it an advanced query, so that
 * every page needs the {@code ConsistencyLevel} header.
 */
public final class UserQueries {

    /** Graph does not carry it from page to page. */
    public static final Map<String, String> ON_EVERY_PAGE = Map.of("ConsistencyLevel", "eventual");

    /** Licences as far as they are assigned; they are told by a stream of their own. */
    public static final String LICENCE_STATES = "licenseAssignmentStates";

    /** Which licences someone has, without how they came to them. */
    public static final String LICENCES = "assignedLicenses";

    private static final String MANAGER = "manager";
    private static final String WITH_MANAGER = "manager($levels=1;$select=id)";

    private final StreamContext context;
    private final PropertyTable table;
    private final String[] selected;

    /**
     * Makes the queries of one connector.
     *
     * @param context knows the settings
     */
    public UserQueries(StreamContext context) {
        this.context = context;
        PropertyTable.Builder more = AccountRecords.properties(context.reading().onPremisesExtensionAttributes());
        context.reading().extensionAttributes().forEach(name -> more.add(ValueReaders.ANY, name));
        this.table = more.build();
        this.selected = Stream.concat(
                        table.names().stream().filter(name -> !name.equals(MANAGER)), Stream.of(LICENCE_STATES))
                .toArray(String[]::new);
    }

    /** What is read of a user, but for licences. */
    PropertyTable table() {
        return table;
    }

    /**
     * Asks for the first page of all users.
     *
     * @param pageSize how many on a page
     * @return the request
     */
    public RequestInformation list(int pageSize) {
        return requests().users().toGetRequestInformation(request -> {
            ON_EVERY_PAGE.forEach(request.headers::add);
            request.queryParameters.count = true;
            request.queryParameters.top = pageSize;
            request.queryParameters.select = selected;
            request.queryParameters.expand = new String[] {WITH_MANAGER};
        });
    }

    /**
     * Asks for some users, in full. No advanced query, for the index behind those lags behind the changes; so their
     * managers come along whole.
     *
     * @param filter which
     * @return the request
     */
    public RequestInformation some(String filter) {
        return requests().users().toGetRequestInformation(request -> {
            request.queryParameters.filter = filter;
            request.queryParameters.select = selected;
            request.queryParameters.expand = new String[] {MANAGER};
        });
    }

    /**
     * Asks for changes of users. Of licences, those that are assigned are asked for besides their states: it is these
     * whose changes Graph is known to tell.
     *
     * @return the request for the first round
     */
    public RequestInformation delta() {
        List<String> tracked =
                Stream.concat(Stream.of(selected), Stream.of(MANAGER, LICENCES)).toList();
        return requests()
                .users()
                .delta()
                .toGetRequestInformation(request -> request.queryParameters.select = tracked.toArray(String[]::new));
    }

    /** Asks for users that can be restored. */
    RequestInformation deleted(int pageSize) {
        return GraphRequests.withFullCast(requests().deletedItems().graphUser().toGetRequestInformation(request -> {
            request.queryParameters.top = pageSize;
            request.queryParameters.select = selected;
        }));
    }

    /** Asks for one user that can be restored. */
    RequestInformation deleted(String id) {
        return GraphRequests.withFullCast(requests()
                .deletedItems()
                .byDirectoryObjectId(id)
                .graphUser()
                .toGetRequestInformation(request -> request.queryParameters.select = selected));
    }

    /** Asks for as little as possible. */
    RequestInformation probe() {
        return requests().users().toGetRequestInformation(request -> {
            request.queryParameters.top = 1;
            request.queryParameters.select = new String[] {"id"};
        });
    }

    private GraphRequests requests() {
        return context.door().requests();
    }
}
