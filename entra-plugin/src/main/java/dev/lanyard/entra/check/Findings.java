package dev.lanyard.entra.check;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.entra.config.Licence;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong in the words of an administrator: which permission or setting, and what to do. */
final class Findings {

    private Findings() {}

    static Finding switchedOff(String capability, String setting) {
        return new Finding(
                setting,
                "'" + capability + "' is switched off by the setting " + setting,
                "set " + setting + " to read it");
    }

    /** What the token does not grant. */
    static Finding lacking(Permission permission, Granted granted) {
        List<String> others = permission.anyOf().subList(1, permission.anyOf().size());
        return new Finding(
                permission.least(),
                "the application lacks the permission " + permission.least() + ", needed " + permission.purpose(),
                "grant the " + kind(permission, granted) + " " + permission.least()
                        + " to the app registration, with admin consent"
                        + (others.isEmpty() ? "" : " (" + String.join(", ", others) + " would do as well)"));
    }

    /** What a token that cannot be had or read may or may not grant. */
    static Finding unknown(Permission permission, Granted granted) {
        return granted.unknownBecause(permission)
                .map(Findings::of)
                .orElseGet(() -> new Finding(
                        permission.least(),
                        "the token does not tell whether the application has the permission " + permission.least()
                                + ", needed " + permission.purpose(),
                        "make sure that the " + kind(permission, granted) + " " + permission.least()
                                + " is granted to the app registration, with admin consent"));
    }

    private static String kind(Permission permission, Granted granted) {
        return Granted.isOfExchange(permission)
                ? "application permission of Office 365 Exchange Online"
                : granted.graph().delegated() ? "delegated permission" : "application permission";
    }

    /** What the tenant has not bought. */
    static Finding unlicensed(Licence licence) {
        return new Finding(
                licence.title(),
                "the tenant does not have the licence " + licence.title(),
                "buy " + licence.title() + ", or do without this part");
    }

    /** What the application, or whoever it works on behalf of, is not. */
    static Finding unprivileged(List<String> roles, Granted granted) {
        String who = granted.graph().delegated() ? "the administrator" : "the application";
        return new Finding(
                roles.get(0),
                who + " is not " + String.join(" or ", roles) + " in the whole tenant, as some of these changes need",
                "assign the directory role " + roles.get(0) + " to " + who
                        + ", or do without those changes; a role of smaller scope is not seen here");
    }

    /** What the token grants, and no part of the connector asks for. */
    static Finding unneeded(String name) {
        return new Finding(
                name,
                "the application has the permission " + name + ", which nothing needs as the connector is set",
                "take " + name + " away from the app registration, unless something else signs in with it");
    }

    /** What Graph refuses, whatever the token grants. */
    static Finding refused(Permission permission, ConnectorException refusal) {
        Finding finding = of(refusal);
        return refusal.kind() == ErrorKind.PERMISSION
                ? new Finding(permission.least(), finding.message(), finding.remedy())
                : finding;
    }

    /** The errors of this connector name the setting at fault, so that it can be found in their words. */
    static Finding of(ConnectorException failure) {
        String message = String.valueOf(failure.getMessage());
        String subject = settingIn(message)
                .or(() -> settingIn(failure.remedy()))
                .or(() -> failure.serviceCode().map(Findings::licenceOrCode))
                .orElse("Microsoft Graph");
        return new Finding(subject, message, failure.remedy());
    }

    private static String licenceOrCode(String code) {
        return Licence.missingBy(code).map(Licence::title).orElse(code);
    }

    private static Optional<String> settingIn(String text) {
        return EntraSchema.schema().fields().stream()
                .map(ConfigField::name)
                .filter(name -> whole(name, text).find())
                .min(Comparator.comparingInt(text::indexOf));
    }

    /** A name by itself: some names are parts of others, or of words. */
    private static Matcher whole(String name, String text) {
        return Pattern.compile("(?<![A-Za-z])" + name + "(?![A-Za-z])").matcher(text);
    }
}
