package dev.lanyard.simulator.graph.reading;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.budget.CallBucket;
import dev.lanyard.simulator.graph.call.GraphRequest;
import dev.lanyard.simulator.graph.call.Links;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** What Graph tells of people beside the directory: when they have signed in, and what their mailboxes are for. */
public final class PeopleEndpoint {

    private static final int LARGEST_PAGE_WITH_ACTIVITY = 500;

    private final Supplier<Tenant> tenant;
    private final ObjectsEndpoint users;
    private final Links links;
    private final CallBucket activity;

    /** What is told of these users. */
    public PeopleEndpoint(Supplier<Tenant> tenant, ObjectsEndpoint users, Links links, InstantSource clock) {
        this.tenant = tenant;
        this.users = users;
        this.links = links;
        this.activity = new CallBucket(10, Duration.ofMinutes(1), clock);
    }

    /** Users; with sign-in activity in a bucket of its own, on smaller pages, and for those who have paid. */
    public Answer list(GraphRequest request) {
        if (requireActivity(request) && request.query().top().orElse(1) > LARGEST_PAGE_WITH_ACTIVITY) {
            throw GraphException.badRequest("Page size with signInActivity must not exceed 500.");
        }
        return users.list(request);
    }

    /** One user; with sign-in activity on the same terms. */
    public Answer one(GraphRequest request) {
        requireActivity(request);
        return users.one(request);
    }

    private boolean requireActivity(GraphRequest request) {
        if (!request.query().select().contains("signInActivity")) {
            return false;
        }
        activity.take();
        if (tenant.get().premium() == Premium.FREE || tenant.get().isExternal()) {
            throw new GraphException(
                    403,
                    "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
                    "Neither tenant is B2C or tenant doesn't have premium license");
        }
        return true;
    }

    /** What one mailbox is for; not found where there is none. */
    public Answer mailboxSettings(GraphRequest request) {
        request.query().allowOnly("select");
        DirectoryObject user = request.directory().object(users.slot(request));
        JsonNode settings =
                user == null ? null : user.value(user.type().properties().get("mailboxSettings"));
        if (settings == null || settings.isMissingNode()) {
            throw new GraphException(
                    404,
                    "MailboxNotEnabledForRESTAPI",
                    "The mailbox is either inactive, soft-deleted, or is hosted on-premise.");
        }
        String body = "{\"@odata.context\":\"" + links.context("users('" + request.id() + "')/mailboxSettings")
                + "\",\"userPurpose\":" + settings.path("userPurpose") + "}";
        return Answer.json(200, body.getBytes(StandardCharsets.UTF_8));
    }
}
