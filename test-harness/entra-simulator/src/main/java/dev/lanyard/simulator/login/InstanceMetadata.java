package dev.lanyard.simulator.login;

import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.http.Call;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The instance metadata service of a virtual machine: tokens for the managed identities that are assigned to it, none
 * at first. Safe for use by many threads.
 */
public final class InstanceMetadata {

    private static final String SYSTEM_ASSIGNED = "";

    private final AccessTokens tokens;
    private final String resource;
    private final InstantSource clock;
    private final Map<String, String> identities = new ConcurrentHashMap<>();
    private final Queue<Integer> troubles = new ConcurrentLinkedQueue<>();

    /** Gives tokens for this resource only. */
    public InstanceMetadata(AccessTokens tokens, String resource, InstantSource clock) {
        this.tokens = tokens;
        this.resource = resource;
        this.clock = clock;
    }

    /** Assigns the system-assigned identity, under this client id. */
    public void assignSystemIdentity(String clientId) {
        identities.put(SYSTEM_ASSIGNED, clientId);
    }

    /** Assigns a user-assigned identity. */
    public void assign(String clientId) {
        identities.put(clientId, clientId);
    }

    /** Answers the next calls with these statuses. */
    public void failWith(Integer... statuses) {
        troubles.addAll(Arrays.asList(statuses));
    }

    /** Answers a call. */
    public Answer answer(Call call) {
        Map<String, String> query = FormText.fields(call.rawQuery() == null ? "" : call.rawQuery());
        Integer trouble = troubles.poll();
        if (trouble != null) {
            return Answer.jsonOf(trouble, Map.of("error", "trouble", "error_description", "as it was told to"));
        }
        if (!call.path().equals("/metadata/identity/oauth2/token")) {
            return Answer.jsonOf(404, Map.of("error", "not_found", "error_description", "no such endpoint"));
        }
        if (!call.method().equals("GET")) {
            return Answer.jsonOf(405, Map.of("error", "method_not_allowed", "error_description", "use GET"));
        }
        if (!"true".equals(call.header("Metadata")) || call.header("X-Forwarded-For") != null) {
            return refused("bad_request_102", "Required metadata header not specified");
        }
        if (!Set.of("2018-02-01", "2019-08-01").contains(query.getOrDefault("api-version", ""))) {
            return refused("bad_request_103", "Required query variable 'api-version' is missing or not known");
        }
        String wanted = query.getOrDefault("resource", "");
        if (!wanted.equals(resource) && !wanted.equals(resource + "/")) {
            return refused(
                    "invalid_resource",
                    "AADSTS500011: The resource principal named " + wanted + " was not found in the tenant.");
        }
        String identity = identities.get(query.getOrDefault("client_id", SYSTEM_ASSIGNED));
        if (identity == null) {
            return refused("invalid_request", "Identity not found");
        }
        long lifetime = tokens.lifetime().toSeconds();
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("access_token", tokens.issueForIdentity(identity));
        answer.put("client_id", identity);
        answer.put("expires_in", String.valueOf(lifetime));
        answer.put("expires_on", String.valueOf(clock.instant().getEpochSecond() + lifetime));
        answer.put("ext_expires_in", String.valueOf(lifetime));
        answer.put("not_before", String.valueOf(clock.instant().getEpochSecond()));
        answer.put("resource", wanted);
        answer.put("token_type", "Bearer");
        return Answer.jsonOf(200, answer);
    }

    private static Answer refused(String error, String description) {
        return Answer.jsonOf(400, Map.of("error", error, "error_description", description));
    }
}
