package dev.lanyard.entra.provision.applications;

import com.microsoft.kiota.HttpMethod;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.entra.types.EntraTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts an application's own provisioning for those whose access has changed, instead of waiting for its next cycle,
 * which comes every 40 minutes. The change itself stands whatever comes of this, so that each result tells of it in a
 * finding.
 *
 * <p>Users are provisioned on demand, as Graph allows it five times in ten seconds. For groups, for more users, and
 * where that fails, the job is started if it rests; a running one is left alone, since being started again and again
 * can stop it.
 */
final class ScimProvisioning {

    /** With more users than this, the job's cycle is quicker. */
    private static final int MOST_ON_DEMAND = 10;

    private static final String SUBJECT = "SCIM provisioning";

    private final ChangeSession session;

    ScimProvisioning(ChangeSession session) {
        this.session = session;
    }

    void provision(List<AppRoleLink> changed) {
        Map<String, List<AppRoleLink>> byApplication = new LinkedHashMap<>();
        changed.forEach(link -> byApplication
                .computeIfAbsent(link.applicationId(), application -> new ArrayList<>())
                .add(link));
        List<String> applications = List.copyOf(byApplication.keySet());
        List<BatchReply> replies = session.door()
                .batch(applications.stream()
                        .map(id -> session.door()
                                .requests()
                                .get(GraphPath.of("/servicePrincipals/{}/synchronization/jobs", id)))
                        .toList());
        for (int i = 0; i < replies.size(); i++) {
            List<AppRoleLink> links = byApplication.getOrDefault(applications.get(i), List.of());
            if (replies.get(i).failure().isPresent()) {
                String why = replies.get(i).failure().get().getMessage();
                String remedy = replies.get(i).failure().get().remedy();
                links.forEach(link -> link.pending()
                        .note(SUBJECT, "could not be started, and comes with the next cycle: " + why, remedy));
            } else {
                ScimJob.configured(applications.get(i), replies.get(i).bodyOrThrow())
                        .ifPresentOrElse(
                                job -> provision(job, links),
                                () -> links.forEach(link -> link.pending()
                                        .note(
                                                SUBJECT,
                                                "the application has no provisioning job that is set up",
                                                "set provisioning up for it, or switch scimProvisioning off")));
            }
        }
    }

    private void provision(ScimJob job, List<AppRoleLink> links) {
        ProvisionOnDemand onDemand = new ProvisionOnDemand(session, job);
        List<AppRoleLink> left = new ArrayList<>();
        int asked = 0;
        for (AppRoleLink link : links) {
            boolean user = link.principal().type().equals(EntraTypes.USER);
            if (link.principal().type().equals(EntraTypes.SERVICE_PRINCIPAL)) {
                link.pending().note(SUBJECT, "is for users and groups, not for service principals", "nothing to do");
            } else if (!user || !job.hasRun() || asked++ >= MOST_ON_DEMAND || !onDemand.provision(link)) {
                left.add(link);
            }
        }
        if (!left.isEmpty()) {
            start(job, left.stream().map(AppRoleLink::pending).toList());
        }
    }

    private void start(ScimJob job, List<PendingChange> changes) {
        if (job.isRunning()) {
            changes.forEach(change -> change.note(
                    SUBJECT, "the job is running, so that its next cycle brings the change", "wait for that cycle"));
            return;
        }
        WriteReply reply = session.writer()
                .write(new GraphWrite(
                        HttpMethod.POST,
                        GraphPath.of(
                                "/servicePrincipals/{}/synchronization/jobs/{}/start", job.application(), job.id()),
                        Optional.empty(),
                        Map.of(),
                        GraphWrite.Repeating.HARMLESS));
        for (PendingChange change : changes) {
            if (reply.succeeded()) {
                change.note(SUBJECT, "the job, which was " + job.state() + ", is started", "wait for its first cycle");
            } else {
                change.note(
                        SUBJECT,
                        "the job could not be started: "
                                + reply.failureOrThrow().getMessage(),
                        reply.failureOrThrow().remedy());
            }
        }
    }
}
