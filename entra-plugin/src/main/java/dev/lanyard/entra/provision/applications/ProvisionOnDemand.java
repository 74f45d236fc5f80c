package dev.lanyard.entra.provision.applications;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.Facts;
import dev.lanyard.entra.rows.PageReader;
import dev.lanyard.entra.rows.PropertyTable;
import dev.lanyard.entra.rows.ValueReaders;
import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Attributes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Provisions single users through one job, by the rule for users that the job's schema names. For one thread. */
final class ProvisionOnDemand {

    private static final String SUBJECT = "SCIM provisioning";
    private static final String USER = "User";

    private static final PageReader SCHEMA = new PageReader(
            "synchronization schemas",
            PropertyTable.builder()
                    .add(
                            ValueReaders.listOf(ValueReaders.structureOf(PropertyTable.builder()
                                    .add(ValueReaders.TEXT, "id")
                                    .add(
                                            ValueReaders.listOf(ValueReaders.structureOf(PropertyTable.builder()
                                                    .add(ValueReaders.TEXT, "sourceObjectName")
                                                    .add(ValueReaders.FLAG, "enabled")
                                                    .build())),
                                            "objectMappings")
                                    .build())),
                            "synchronizationRules")
                    .build(),
            Set.of());

    /** Graph answers two texts, each of which is JSON again. */
    private static final PageReader ANSWER = new PageReader(
            "answers of provisioning on demand",
            PropertyTable.builder().add(ValueReaders.TEXT, "key", "value").build(),
            Set.of());

    private static final PageReader KEY = new PageReader(
            "results of provisioning on demand",
            PropertyTable.builder()
                    .add(ValueReaders.TEXT, "result")
                    .add(
                            ValueReaders.structureOf(PropertyTable.builder()
                                    .add(ValueReaders.TEXT, "errorCode", "errorMessage")
                                    .build()),
                            "details")
                    .build(),
            Set.of());

    private static final PageReader VALUE = new PageReader(
            "results of provisioning on demand",
            PropertyTable.builder().add(ValueReaders.TEXT, "action").build(),
            Set.of());

    private final ChangeSession session;
    private final ScimJob job;
    private final Optional<String> rule;

    ProvisionOnDemand(ChangeSession session, ScimJob job) {
        this.session = session;
        this.job = job;
        this.rule = rule();
    }

    /** Provisions one user; answers whether Graph took it on, and then says in a finding what came of it. */
    boolean provision(AppRoleLink link) {
        if (rule.isEmpty()) {
            return false;
        }
        WriteReply reply =
                session.writer().write(call(rule.get(), link.principal().id()));
        if (!reply.succeeded()) {
            link.pending()
                    .note(
                            SUBJECT,
                            "on demand failed: " + reply.failureOrThrow().getMessage(),
                            reply.failureOrThrow().remedy());
            return false;
        }
        if (reply.body().length > 0) {
            tell(link, reply.body());
        }
        return true;
    }

    private GraphWrite call(String ruleId, String user) {
        JsonBody subject = new JsonBody().put("objectId", user).put("objectTypeName", USER);
        JsonBody parameter = new JsonBody().put("ruleId", ruleId).put("subjects", List.of(subject));
        return GraphWrite.of(
                HttpMethod.POST,
                GraphPath.of(
                        "/servicePrincipals/{}/synchronization/jobs/{}/provisionOnDemand", job.application(), job.id()),
                new JsonBody().put("parameters", List.of(parameter)));
    }

    private static void tell(AppRoleLink link, byte[] body) {
        String key = Facts.one(ANSWER, body, row -> row.text("key"));
        String value = Facts.one(ANSWER, body, row -> row.text("value"));
        if (key.isEmpty()) {
            // A dry run.
            return;
        }
        String result = Facts.one(KEY, bytes(key), row -> row.text("result"));
        String why = Facts.one(
                KEY,
                bytes(key),
                row -> row.structure("details")
                        .flatMap(details -> details.text("errorMessage").or(() -> details.text("errorCode")))
                        .map(text -> ": " + text)
                        .orElse(""));
        String action = value.isEmpty() ? "" : Facts.one(VALUE, bytes(value), row -> row.text("action"));
        boolean done = result.equals("Success");
        link.pending()
                .note(
                        SUBJECT,
                        "on demand: " + result + (action.isEmpty() ? "" : " (" + action + ")") + why,
                        done ? "nothing to do" : "look at the application's provisioning log");
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** The rule that maps users, or empty where none does or the schema cannot be read. */
    private Optional<String> rule() {
        BatchReply reply = session.door()
                .batch(List.of(session.door()
                        .requests()
                        .get(GraphPath.of(
                                "/servicePrincipals/{}/synchronization/jobs/{}/schema", job.application(), job.id()))))
                .get(0);
        return reply.failure().isPresent()
                ? Optional.empty()
                : Facts.one(
                        SCHEMA,
                        reply.body(),
                        row -> row.structures("synchronizationRules").stream()
                                .filter(ProvisionOnDemand::isOfUsers)
                                .flatMap(each -> each.text("id").stream())
                                .findFirst());
    }

    private static boolean isOfUsers(Attributes each) {
        return each.get("objectMappings").orElse(null) instanceof AttributeValue.Sequence mappings
                && mappings.values().stream()
                        .filter(AttributeValue.Structure.class::isInstance)
                        .map(mapping -> ((AttributeValue.Structure) mapping).fields())
                        .anyMatch(mapping -> mapping.text("sourceObjectName")
                                        .filter(USER::equalsIgnoreCase)
                                        .isPresent()
                                && !mapping.get("enabled").equals(Optional.of(new AttributeValue.Flag(false))));
    }
}
