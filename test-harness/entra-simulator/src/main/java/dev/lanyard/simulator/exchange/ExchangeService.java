package dev.lanyard.simulator.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.fault.Fault;
import dev.lanyard.simulator.fault.FaultSet;
import dev.lanyard.simulator.fault.FaultyAnswers;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.http.Call;
import dev.lanyard.simulator.login.AccessTokens;
import dev.lanyard.simulator.login.DirectoryRole;
import dev.lanyard.simulator.login.Grants;
import dev.lanyard.simulator.odata.QueryOptions;
import dev.lanyard.simulator.stats.TrafficCount;
import dev.lanyard.simulator.stats.TrafficStats;
import dev.lanyard.simulator.tenant.Tenant;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs cmdlets for applications that hold the permission and a role for Exchange; undocumented by Microsoft, so that
 * its words are those that others have met. Safe for use by many threads.
 */
public final class ExchangeService {

    /** What every address of the service begins with. */
    public static final String PREFIX = "/adminapi/";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int USUAL_RESULT = 1000;
    private static final int PAGE = 1000;

    private final String baseUrl;
    private final Supplier<Tenant> tenant;
    private final AccessTokens tokens;
    private final FaultSet faults;
    private final TrafficStats stats;

    /** Puts the service together; its calls are counted and found by faults under the name of their cmdlet. */
    public ExchangeService(
            String baseUrl, Supplier<Tenant> tenant, AccessTokens tokens, FaultSet faults, TrafficStats stats) {
        this.baseUrl = baseUrl;
        this.tenant = tenant;
        this.tokens = tokens;
        this.faults = faults;
        this.stats = stats;
    }

    /** Answers a call whose path begins with {@link #PREFIX}. */
    public Answer answer(Call call) {
        JsonNode input = input(call);
        String cmdlet = input.path("CmdletName").asText();
        String endpoint = "POST /adminapi/" + (cmdlet.isEmpty() ? "unknown" : cmdlet);
        Optional<Fault> fault = faults.next(endpoint);
        Answer answer;
        try {
            Optional<GraphException> told = fault.flatMap(FaultyAnswers::refusal);
            if (told.isPresent()) {
                answer = refusal(told.get());
            } else {
                requireRight(call);
                boolean lost = fault.filter(FaultyAnswers::comesBefore).isPresent();
                answer = lost ? Answer.empty(200) : run(call, cmdlet, input.path("Parameters"));
            }
        } catch (CmdletException failed) {
            answer = failed.answer();
        } catch (GraphException unauthorized) {
            answer = Answer.empty(unauthorized.status())
                    .withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
        if (fault.isPresent()) {
            answer = FaultyAnswers.apply(fault.get(), answer, baseUrl);
        }
        stats.countRequest(endpoint, new TrafficCount(1, 0, answer.body().length, answer.status() == 429 ? 1 : 0));
        return answer;
    }

    private static Answer refusal(GraphException told) {
        Answer answer = CmdletException.refused(told.status(), told.code(), String.valueOf(told.getMessage()))
                .answer();
        for (Map.Entry<String, String> header : told.headers().entrySet()) {
            answer = answer.withHeader(header.getKey(), header.getValue());
        }
        return answer;
    }

    private void requireRight(Call call) {
        Grants grants = tokens.grants(call.header("Authorization"), AccessTokens.EXCHANGE);
        if (!call.path().equalsIgnoreCase(PREFIX + "beta/" + tenant.get().id() + "/InvokeCommand")) {
            throw CmdletException.refused(404, "NotFound", "The resource could not be found.");
        }
        if (!call.method().equals("POST")) {
            throw CmdletException.refused(405, "MethodNotAllowed", "The method is not allowed.");
        }
        Set<String> roles = grants.directoryRoles();
        if (!grants.permissions().contains("Exchange.ManageAsApp")
                || (!roles.contains(DirectoryRole.EXCHANGE_ADMINISTRATOR.templateId())
                        && !roles.contains(DirectoryRole.EXCHANGE_RECIPIENT_ADMINISTRATOR.templateId())
                        && !roles.contains(DirectoryRole.GLOBAL_ADMINISTRATOR.templateId()))) {
            throw CmdletException.refused(
                    403, "Forbidden", "The role assigned to the application isn't supported in this scenario.");
        }
        String anchor = call.header("X-AnchorMailbox");
        if (anchor == null || !(anchor.startsWith("APP:") || anchor.startsWith("UPN:"))) {
            throw CmdletException.refused(400, "BadRequest", "The header X-AnchorMailbox is missing or malformed.");
        }
    }

    private static JsonNode input(Call call) {
        try {
            return JSON.readTree(call.body()).path("CmdletInput");
        } catch (IOException malformed) {
            return JSON.missingNode();
        }
    }

    private Answer run(Call call, String cmdlet, JsonNode parameters) {
        Tenant of = tenant.get();
        List<Map<String, @Nullable Object>> all = Cmdlets.changes(cmdlet)
                ? of.exclusively(() -> new Cmdlets(of, parameters).run(cmdlet))
                : new Cmdlets(of, parameters).run(cmdlet);
        int most = parameters.path("ResultSize").asText().equalsIgnoreCase("Unlimited")
                ? Integer.MAX_VALUE
                : parameters.path("ResultSize").asInt(USUAL_RESULT);
        List<Map<String, @Nullable Object>> wanted = all.subList(0, Math.min(most, all.size()));
        int start = start(call, wanted.size());
        int end = Math.min(start + PAGE, wanted.size());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("value", wanted.subList(start, end));
        if (end < wanted.size()) {
            body.put("@odata.nextLink", baseUrl + call.rawPath() + "?$skiptoken=" + end);
        }
        return Answer.jsonOf(200, body);
    }

    private static int start(Call call, int size) {
        String token = QueryOptions.parse(call.rawQuery()).get("skiptoken").orElse("0");
        if (!token.matches("\\d{1,7}") || Integer.parseInt(token) > size) {
            throw CmdletException.refused(400, "BadRequest", "The skip token is not valid.");
        }
        return Integer.parseInt(token);
    }
}
