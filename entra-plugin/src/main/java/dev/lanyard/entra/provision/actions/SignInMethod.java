package dev.lanyard.entra.provision.actions;

import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way in which somebody can sign in, beside or instead of the password.
 *
 * @param kind Graph's name of its type, without what all have in common, for example {@code phone}
 * @param id by which Graph calls it; several users may have the same
 */
record SignInMethod(String kind, String id) {

    static final String PASSWORD = "password";

    private static final String PREFIX = "#microsoft.graph.";
    private static final String SUFFIX = "AuthenticationMethod";

    /** The last number that Graph lets go: not while there is an alternate one. */
    private static final String MOBILE = "3179e48a-750b-4051-897c-87b9720928f7";

    private static final String PHONE = "phone";
    private static final String AUTHENTICATOR = "microsoftAuthenticator";
    private static final String SOFTWARE_OATH = "softwareOath";

    /** The parts of paths below which Graph deletes methods; others cannot be deleted through v1.0. */
    private static final Map<String, String> SEGMENTS = Map.of(
            PHONE,
            "phoneMethods",
            "email",
            "emailMethods",
            "fido2",
            "fido2Methods",
            AUTHENTICATOR,
            "microsoftAuthenticatorMethods",
            SOFTWARE_OATH,
            "softwareOathMethods",
            "temporaryAccessPass",
            "temporaryAccessPassMethods",
            "windowsHelloForBusiness",
            "windowsHelloForBusinessMethods",
            "platformCredential",
            "platformCredentialMethods",
            "external",
            "externalAuthenticationMethods");

    /** What can be a default, and therefore may have to go last, in the order in which Graph mostly chooses it. */
    private static final List<String> DEFAULTS = List.of(AUTHENTICATOR, PHONE, SOFTWARE_OATH);

    static SignInMethod of(String graphType, String id) {
        String name = graphType.startsWith(PREFIX) ? graphType.substring(PREFIX.length()) : graphType;
        return new SignInMethod(name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name, id);
    }

    boolean isPassword() {
        return kind.equals(PASSWORD);
    }

    /** The later, the greater. */
    int rank() {
        boolean mayBeDefault = DEFAULTS.contains(kind) && (!kind.equals(PHONE) || id.equals(MOBILE));
        return mayBeDefault ? DEFAULTS.size() - DEFAULTS.indexOf(kind) : 0;
    }

    /** The call that deletes it, or empty if Graph offers none. */
    Optional<GraphWrite> deletion(String userId) {
        return Optional.ofNullable(SEGMENTS.get(kind))
                .map(segment ->
                        GraphWrite.delete(GraphPath.of("/users/{}/authentication/" + segment + "/{}", userId, id)));
    }

    /** For people; an id is no secret, a number or address would be. */
    String shown() {
        return kind + " " + id;
    }
}
