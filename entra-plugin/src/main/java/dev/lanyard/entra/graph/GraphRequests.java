package dev.lanyard.entra.graph;

import com.fasterxml.jackson.core.JsonGenerator;
import com.microsoft.graph.applications.ApplicationsRequestBuilder;
import com.microsoft.graph.auditlogs.directoryaudits.DirectoryAuditsRequestBuilder;
import com.microsoft.graph.auditlogs.signins.SignInsRequestBuilder;
import com.microsoft.graph.directory.deleteditems.DeletedItemsRequestBuilder;
import com.microsoft.graph.groups.GroupsRequestBuilder;
import com.microsoft.graph.identitygovernance.privilegedaccess.group.assignmentscheduleinstances.AssignmentScheduleInstancesRequestBuilder;
import com.microsoft.graph.identitygovernance.privilegedaccess.group.eligibilityscheduleinstances.EligibilityScheduleInstancesRequestBuilder;
import com.microsoft.graph.policies.rolemanagementpolicyassignments.RoleManagementPolicyAssignmentsRequestBuilder;
import com.microsoft.graph.rolemanagement.directory.roleassignments.RoleAssignmentsRequestBuilder;
import com.microsoft.graph.rolemanagement.directory.roleassignmentscheduleinstances.RoleAssignmentScheduleInstancesRequestBuilder;
import com.microsoft.graph.rolemanagement.directory.roledefinitions.RoleDefinitionsRequestBuilder;
import com.microsoft.graph.rolemanagement.directory.roleeligibilityscheduleinstances.RoleEligibilityScheduleInstancesRequestBuilder;
import com.microsoft.graph.serviceprincipals.ServicePrincipalsRequestBuilder;
import com.microsoft.graph.subscribedskus.SubscribedSkusRequestBuilder;
import com.microsoft.graph.users.UsersRequestBuilder;
import com.microsoft.kiota.HttpMethod;
import com.microsoft.kiota.RequestAdapter;
import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The parts of Microsoft Graph that this connector calls, as the SDK's request builders.
 *
 * <p>The SDK's own {@code GraphServiceClient} reaches every part of Graph, so that packing it means packing all 60
 * megabytes of the SDK; these roots, each as deep as can be, leave most of them behind.
 */
public final class GraphRequests {

    /** How many ids Graph takes at once. */
    public static final int MOST_IDS = 1000;

    private final RequestAdapter adapter;
    private final Map<String, Object> root;

    /**
     * Builds requests for one Graph.
     *
     * @param adapter knows where it answers
     */
    public GraphRequests(RequestAdapter adapter) {
        this.adapter = adapter;
        this.root = Map.of("baseurl", adapter.getBaseUrl());
    }

    /**
     * What begins with {@code /users}.
     *
     * @return the builder
     */
    public UsersRequestBuilder users() {
        return new UsersRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /groups}.
     *
     * @return the builder
     */
    public GroupsRequestBuilder groups() {
        return new GroupsRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /servicePrincipals}.
     *
     * @return the builder
     */
    public ServicePrincipalsRequestBuilder servicePrincipals() {
        return new ServicePrincipalsRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /applications}.
     *
     * @return the builder
     */
    public ApplicationsRequestBuilder applications() {
        return new ApplicationsRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /roleManagement/directory/roleDefinitions}.
     *
     * @return the builder
     */
    public RoleDefinitionsRequestBuilder roleDefinitions() {
        return new RoleDefinitionsRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /roleManagement/directory/roleAssignments}.
     *
     * @return the builder
     */
    public RoleAssignmentsRequestBuilder roleAssignments() {
        return new RoleAssignmentsRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /roleManagement/directory/roleAssignmentScheduleInstances}.
     *
     * @return the builder
     */
    public RoleAssignmentScheduleInstancesRequestBuilder roleAssignmentInstances() {
        return new RoleAssignmentScheduleInstancesRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /roleManagement/directory/roleEligibilityScheduleInstances}.
     *
     * @return the builder
     */
    public RoleEligibilityScheduleInstancesRequestBuilder roleEligibilityInstances() {
        return new RoleEligibilityScheduleInstancesRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /policies/roleManagementPolicyAssignments}.
     *
     * @return the builder
     */
    public RoleManagementPolicyAssignmentsRequestBuilder rolePolicyAssignments() {
        return new RoleManagementPolicyAssignmentsRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /identityGovernance/privilegedAccess/group/assignmentScheduleInstances}.
     *
     * @return the builder
     */
    public AssignmentScheduleInstancesRequestBuilder groupAssignmentInstances() {
        return new AssignmentScheduleInstancesRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /identityGovernance/privilegedAccess/group/eligibilityScheduleInstances}.
     *
     * @return the builder
     */
    public EligibilityScheduleInstancesRequestBuilder groupEligibilityInstances() {
        return new EligibilityScheduleInstancesRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /subscribedSkus}.
     *
     * @return the builder
     */
    public SubscribedSkusRequestBuilder subscribedSkus() {
        return new SubscribedSkusRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /directory/deletedItems}.
     *
     * @return the builder
     */
    public DeletedItemsRequestBuilder deletedItems() {
        return new DeletedItemsRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /auditLogs/directoryAudits}.
     *
     * @return the builder
     */
    public DirectoryAuditsRequestBuilder directoryAudits() {
        return new DirectoryAuditsRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * What begins with {@code /auditLogs/signIns}.
     *
     * @return the builder
     */
    public SignInsRequestBuilder signIns() {
        return new SignInsRequestBuilder(new HashMap<>(root), adapter);
    }

    /**
     * Writes a cast in full: the SDK writes it in a short form that Graph takes too, but that its reference does not
     * know.
     *
     * @param request one with a cast in its path
     * @return the same request
     */
    public static RequestInformation withFullCast(RequestInformation request) {
        request.urlTemplate = request.urlTemplate.replace("/graph.", "/microsoft.graph.");
        return request;
    }

    /**
     * The full address of something, by which bodies refer to it.
     *
     * @param path below the version, ids encoded
     * @return the address
     */
    public String address(String path) {
        return root.get("baseurl") + path;
    }

    /**
     * Reads what has no builder of its own here, past the cache.
     *
     * @param path below the version, ids encoded, with its query
     * @return a read
     */
    public RequestInformation get(String path) {
        RequestInformation read = new RequestInformation();
        read.httpMethod = HttpMethod.GET;
        read.setUri(URI.create(address(path)));
        read.headers.add("Accept", "application/json");
        read.headers.add("Cache-Control", "no-cache");
        return read;
    }

    /**
     * Asks for objects by their ids, whatever their types: {@code POST /directoryObjects/getByIds}. Graph leaves out
     * those that are not there.
     *
     * @param ids at most {@value #MOST_IDS}
     * @param type the only type of interest, for example {@code user}
     * @param selected Graph's names of the properties
     * @return a question for {@link GraphDoor#ask}
     */
    public RequestInformation byIds(Collection<String> ids, String type, String... selected) {
        RequestInformation question = new RequestInformation(
                HttpMethod.POST, "{+baseurl}/directoryObjects/getByIds{?%24select}", new HashMap<>(root));
        question.addQueryParameter("%24select", selected);
        question.headers.add("Accept", "application/json");
        question.setStreamContent(new ByteArrayInputStream(idsAndType(ids, type)), "application/json");
        return question;
    }

    private static byte[] idsAndType(Collection<String> ids, String type) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(body)) {
            json.writeStartObject();
            json.writeArrayFieldStart("ids");
            for (String id : ids) {
                json.writeString(id);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("types");
            json.writeString(type);
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        return body.toByteArray();
    }
}
