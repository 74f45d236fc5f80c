package dev.lanyard.simulator.graph.writing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lanyard.simulator.error.GraphException;
import dev.lanyard.simulator.graph.budget.CallBucket;
import dev.lanyard.simulator.http.Answer;
import dev.lanyard.simulator.tenant.AuthenticationMethods;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.Link;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Property;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a user can sign in. Everyone has a password, which cannot be deleted; the default of the second
 * factors can be deleted only after all the others, and a first mobile number only after the second.
 *
 * <p>All calls share a bucket of five in ten seconds.
 */
final class AuthenticationMethodsEndpoint {

    /** The kinds of method by the segment under which they are deleted, with the middle of the permission's name. */
    record Kind(String segment, ObjectType type, String permission) {}

    static final List<Kind> KINDS = List.of(
            new Kind("phoneMethods", ObjectType.PHONE_METHOD, "Phone"),
            new Kind("emailMethods", ObjectType.EMAIL_METHOD, "Email"),
            new Kind("microsoftAuthenticatorMethods", ObjectType.AUTHENTICATOR_METHOD, "MicrosoftAuthApp"),
            new Kind("fido2Methods", ObjectType.FIDO2_METHOD, "Passkey"),
            new Kind("softwareOathMethods", ObjectType.SOFTWARE_OATH_METHOD, "SoftwareOATH"),
            new Kind("windowsHelloForBusinessMethods", ObjectType.WINDOWS_HELLO_METHOD, "WindowsHello"),
            new Kind("temporaryAccessPassMethods", ObjectType.TEMPORARY_PASS_METHOD, "TAP"));

    private static final String PASSWORD = "28c10230-6103-485e-b985-444c60001490";

    /** Which kinds can be the default, the first that a user has being it. */
    private static final List<ObjectType> DEFAULTS =
            List.of(ObjectType.AUTHENTICATOR_METHOD, ObjectType.PHONE_METHOD, ObjectType.SOFTWARE_OATH_METHOD);

    private final CallBucket bucket;

    AuthenticationMethodsEndpoint(InstantSource clock) {
        this.bucket = new CallBucket(5, Duration.ofSeconds(10), clock);
    }

    Answer list(WriteCall call) {
        bucket.take();
        call.request().query().allowOnly();
        Directory seen = call.request().directory();
        DirectoryObject user = seen.object(seen.userSlot(call.id()));
        if (user == null) {
            throw GraphException.notFound(call.id());
        }
        List<Map<String, @Nullable Object>> values = new ArrayList<>();
        Map<String, @Nullable Object> password = new LinkedHashMap<>();
        password.put("@odata.type", "#microsoft.graph.passwordAuthenticationMethod");
        password.put("id", PASSWORD);
        password.put("password", null);
        JsonNode changed = user.value(user.type().properties().get("lastPasswordChangeDateTime"));
        password.put("createdDateTime", changed.isMissingNode() ? null : changed.asText());
        values.add(password);
        methods(seen, user).map(AuthenticationMethodsEndpoint::told).forEach(values::add);
        return Answer.jsonOf(
                200,
                Map.of(
                        "@odata.context",
                        call.links().context("users('" + user.id() + "')/authentication/methods"),
                        "value",
                        values));
    }

    Answer delete(WriteCall call, ObjectType type) {
        bucket.take();
        DirectoryObject user = call.user(call.id());
        DirectoryObject method = call.truth().object(AuthenticationMethods.directoryId(user.id(), call.secondId()));
        if (method == null || method.type() != type) {
            throw new GraphException(404, "resourceNotFound", "The resource could not be found.");
        }
        List<DirectoryObject> others = methods(call.truth(), user)
                .filter(other -> !other.id().equals(method.id()))
                .toList();
        if (isMobile(method) && others.stream().anyMatch(AuthenticationMethodsEndpoint::isAlternate)) {
            throw new GraphException(
                    400, "badRequest", "A mobile number cannot be deleted while there is an alternate mobile number.");
        }
        if (isDefault(call.truth(), user, method)
                && others.stream().anyMatch(other -> DEFAULTS.contains(other.type()))) {
            throw new GraphException(
                    400,
                    "badRequest",
                    "Requested authentication method Id of [" + call.secondId() + "] for user [" + user.id()
                            + "] matches the user's current default authentication method, and cannot be deleted until"
                            + " the default authentication method is changed.");
        }
        call.tenant().change(edit -> {
            edit.tell("Admin deleted security info", user.id());
            edit.attachments().remove(method.id());
        });
        return WriteCall.done();
    }

    private static boolean isDefault(Directory directory, DirectoryObject user, DirectoryObject method) {
        Optional<DirectoryObject> first = DEFAULTS.stream()
                .flatMap(type -> methods(directory, user).filter(each -> each.type() == type))
                .findFirst();
        return first.isPresent() && first.get().id().equals(method.id());
    }

    private static boolean isMobile(DirectoryObject method) {
        return AuthenticationMethods.graphId(method).equals(AuthenticationMethods.MOBILE);
    }

    private static boolean isAlternate(DirectoryObject method) {
        return AuthenticationMethods.graphId(method).equals(AuthenticationMethods.ALTERNATE_MOBILE);
    }

    private static Stream<DirectoryObject> methods(Directory directory, DirectoryObject user) {
        return Arrays.stream(directory.linked(Link.AUTHENTICATION_METHODS, directory.slot(user.id())))
                .mapToObj(directory::object)
                .flatMap(Stream::ofNullable);
    }

    private static Map<String, @Nullable Object> told(DirectoryObject method) {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("@odata.type", method.type().odataType());
        told.put("id", AuthenticationMethods.graphId(method));
        for (Property property : method.type().properties().defaults()) {
            JsonNode value = method.value(property);
            told.put(property.name(), value.isMissingNode() ? null : value);
        }
        return told;
    }
}
