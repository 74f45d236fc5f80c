package dev.lanyard.entra.auth;

import dev.lanyard.entra.auth.SignInRefusals.Words;
import java.util.Optional;

/** What the codes of the login service mean where a connector works on behalf of a person. */
final class PersonRefusals {

    private PersonRefusals() {}

    /** What to say, if the code is about a person's sign-in. */
    static Optional<Words> words(String code, String who) {
        return ended(code).or(() -> switch (code) {
            case "65001", "65004", "90094", "90095" ->
                said(
                        "no administrator has consented to the permissions of " + who + ", or no longer does",
                        "let an administrator consent to them, then sign in again");
            case "50011", "500112" ->
                said(
                        "the redirect address is not registered for " + who,
                        "add the redirect address to the application: http://localhost for desktop applications, or"
                                + " the platform's own address for the web");
            case "53000", "53001", "53003" ->
                said(
                        "a Conditional Access policy of the tenant keeps the administrator out",
                        "sign in from a place and device that the policy allows, or exclude the application from it");
            default -> Optional.empty();
        });
    }

    private static Optional<Words> ended(String code) {
        return why(code).map(why -> new Words(why, SignInFailure.SIGN_IN_AGAIN));
    }

    private static Optional<String> why(String code) {
        String over = "the administrator's sign-in is no longer honoured: ";
        return switch (code) {
            case "700082" -> Optional.of(over + "it was not used for too long");
            case "70043" -> Optional.of(over + "the tenant wants people to sign in more often");
            case "50173" -> Optional.of(over + "it was revoked, or the password has changed since");
            case "50076", "50078", "50079" -> Optional.of(over + "it now takes a second factor");
            case "50034", "50057" -> Optional.of(over + "the account is deleted or disabled");
            case "70000" -> Optional.of(over + "its refresh token is not valid, or was used already");
            case "54005" -> Optional.of("the code of this sign-in was used already");
            case "70008" -> Optional.of("the code of this sign-in has expired, or the sign-in itself");
            case "501481" -> Optional.of("the code of this sign-in was asked for by somebody else");
            case "9002313" -> Optional.of("the login service cannot read the code or the token of this sign-in");
            default -> Optional.empty();
        };
    }

    private static Optional<Words> said(String message, String remedy) {
        return Optional.of(new Words(message, remedy));
    }
}
