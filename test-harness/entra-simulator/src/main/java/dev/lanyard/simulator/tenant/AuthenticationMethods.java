package dev.lanyard.simulator.tenant;

import java.util.List;
import java.util.Map;

/** Makes the ways to sign in that a user has beside the password. */
public final class AuthenticationMethods {

    /** The id that everybody's mobile number has in Graph. */
    public static final String MOBILE = "3179e48a-750b-4051-897c-87b9720928f7";

    /** The id that everybody's second mobile number has. */
    public static final String ALTERNATE_MOBILE = "b6332ec1-7057-4abe-9331-3d72feddfe41";

    private static final String EMAIL = "3ddfcfc8-9383-446f-83cc-3ab9be4be18f";
    private static final String REGISTERED = "2024-03-01T10:00:00Z";
    private static final int MOST_USERS = 60;

    private AuthenticationMethods() {}

    /** A mobile number. */
    public static DirectoryObject mobile(String userId, String number) {
        return phone(userId, MOBILE, number, "mobile");
    }

    /** A second mobile number, which nobody has without a first. */
    public static DirectoryObject alternateMobile(String userId, String number) {
        return phone(userId, ALTERNATE_MOBILE, number, "alternateMobile");
    }

    private static DirectoryObject phone(String userId, String id, String number, String type) {
        return of(
                ObjectType.PHONE_METHOD,
                userId,
                id,
                Map.of("phoneNumber", number, "phoneType", type, "smsSignInState", "notConfigured"));
    }

    /** An e-mail address for the reset of the password. */
    public static DirectoryObject email(String userId, String address) {
        return of(ObjectType.EMAIL_METHOD, userId, EMAIL, Map.of("emailAddress", address));
    }

    /** Microsoft Authenticator on a phone. */
    public static DirectoryObject authenticator(String userId, String methodId) {
        return of(
                ObjectType.AUTHENTICATOR_METHOD,
                userId,
                methodId,
                Map.of(
                        "displayName",
                        "Phone",
                        "deviceTag",
                        "SoftwareTokenActivated",
                        "phoneAppVersion",
                        "6.2401.0617"));
    }

    /** A passkey. */
    public static DirectoryObject passkey(String userId, String methodId) {
        return of(ObjectType.FIDO2_METHOD, userId, methodId, Map.of("displayName", "Key", "model", "Passkey"));
    }

    /** The id by which Graph calls a method, which several users may have in common. */
    public static String graphId(DirectoryObject method) {
        return method.id().substring(method.id().indexOf('|') + 1);
    }

    /** The directory's own id of a user's method. */
    public static String directoryId(String userId, String graphId) {
        return userId + "|" + graphId;
    }

    private static DirectoryObject of(ObjectType type, String userId, String methodId, Map<String, String> properties) {
        return DirectoryObject.of(type, directoryId(userId, methodId), Map.of("createdDateTime", REGISTERED))
                .with(properties);
    }

    /** Gives methods to the first few users: some have one, some several, some none. */
    static void make(DirectoryDraft draft, int[] users) {
        for (int number = 0; number < Math.min(MOST_USERS, users.length); number++) {
            String user = draft.object(users[number]).id();
            List<DirectoryObject> methods = switch (number % 5) {
                case 0 -> List.of(mobile(user, "+1 206555" + (1000 + number)));
                case 1 ->
                    List.of(
                            mobile(user, "+49 1515550" + (100 + number)),
                            alternateMobile(user, "+49 1515551" + (100 + number)),
                            email(user, "person" + number + "@home.example"));
                case 2 ->
                    List.of(
                            mobile(user, "+81 905550" + (100 + number)),
                            authenticator(user, user),
                            passkey(user, "passkey-" + number));
                case 3 -> List.of(passkey(user, "passkey-" + number));
                default -> List.of();
            };
            int[] linked = methods.stream().mapToInt(draft::put).toArray();
            if (linked.length > 0) {
                draft.link(Link.AUTHENTICATION_METHODS, users[number], linked);
            }
        }
    }
}
