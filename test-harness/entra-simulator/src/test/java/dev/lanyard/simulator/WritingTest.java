package dev.lanyard.simulator;

import dev.lanyard.simulator.GraphClient.Reply;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.TenantShape;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A simulator whose tokens carry the permissions to write, and the calls that tests of writing have in common. */
public abstract class WritingTest extends ReadingTest {

    protected static final String DOMAIN = "fabrikam.onmicrosoft.com";
    protected static final String STRANGER = "11111111-2222-4333-8444-555555555555";

    private int made;

    @Override
    protected TenantShape shape() {
        return new TenantShape(120, 60, 400, 3);
    }

    @Override
    protected SimulatorOptions options() {
        return super.options().thatWrites();
    }

    protected Reply write(String method, String path, String body) {
        return client.call(method, path, body.replace('\'', '"'), "Content-Type", "application/json");
    }

    protected Reply post(String path, String body) {
        return write("POST", path, body);
    }

    protected Reply patch(String path, String body) {
        return write("PATCH", path, body);
    }

    protected Reply delete(String path) {
        return client.call("DELETE", path, null);
    }

    /** The body of a reference to an object. */
    protected String reference(String id) {
        return "{'@odata.id':'" + simulator.url() + "/v1.0/directoryObjects/" + id + "'}";
    }

    /** A person who was not there before; the id. */
    protected String newUser() {
        String name = "person.new" + made++;
        return post(
                        "/users",
                        "{'accountEnabled':true,'displayName':'" + name + "','mailNickname':'" + name
                                + "','userPrincipalName':'" + name + "@" + DOMAIN
                                + "','passwordProfile':{'password':'Correct-Horse-7'}}")
                .body()
                .path("id")
                .asText();
    }

    /** A security group that was not there before; the id. */
    protected String newGroup() {
        return post(
                        "/groups",
                        "{'displayName':'New','mailEnabled':false,'mailNickname':'new" + made++
                                + "','securityEnabled':true}")
                .body()
                .path("id")
                .asText();
    }

    protected DirectoryObject object(String id) {
        return Objects.requireNonNull(simulator.tenant().current().object(id));
    }

    protected List<DirectoryObject> all(ObjectType type, Predicate<DirectoryObject> wanted) {
        Directory directory = simulator.tenant().current();
        return Arrays.stream(directory.slots(type))
                .mapToObj(directory::object)
                .flatMap(Stream::ofNullable)
                .filter(wanted)
                .toList();
    }

    protected DirectoryObject first(ObjectType type, Predicate<DirectoryObject> wanted) {
        return all(type, wanted).get(0);
    }

    protected static boolean is(DirectoryObject object, String property) {
        return object.value(object.type().properties().get(property)).asBoolean();
    }

    /** The activities in the audit log, newest first. */
    protected List<String> activities() {
        return simulator.tenant().audit().visible().stream()
                .map(entry -> entry.activity())
                .toList();
    }
}
