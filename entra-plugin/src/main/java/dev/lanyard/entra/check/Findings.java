package dev.lanyard.entra.check;

import dev.lanyard.entra.config.EntraSchema;
import dev.lanyard.spi.check.Finding;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.util.Optional;

/** Says what is wrong in the words of an administrator: which permission or setting, and what to do. */
final class Findings {

    private Findings() {}

    static Finding switchedOff(String what, String id, String setting) {
        return new Finding(
                setting,
                "the " + what + " '" + id + "' is switched off by the setting " + setting,
                "set " + setting + " to read it");
    }

    /** What the token does not grant. */
    static Finding lacking(Permission permission) {
        String others = permission.anyOf().size() == 1
                ? ""
                : " ("
                        + String.join(
                                ", ",
                                permission.anyOf().subList(1, permission.anyOf().size())) + " would do as well)";
        return new Finding(
                permission.least(),
                "the application lacks the permission " + permission.least() + ", needed " + permission.purpose(),
                "grant the application permission " + permission.least() + " to the app registration, with admin"
                        + " consent" + others);
    }

    /** What a token that cannot be read may or may not grant. */
    static Finding unknown(Permission permission) {
        return new Finding(
                permission.least(),
                "the token does not tell whether the application has the permission " + permission.least() + ", needed "
                        + permission.purpose(),
                "make sure that " + permission.least() + " is granted to the app registration, with admin consent");
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
                .or(failure::serviceCode)
                .orElse("Microsoft Graph");
        return new Finding(subject, message, failure.remedy());
    }

    private static Optional<String> settingIn(String text) {
        return EntraSchema.schema().fields().stream()
                .map(ConfigField::name)
                .filter(text::contains)
                .min((one, other) -> Integer.compare(text.indexOf(one), text.indexOf(other)));
    }
}
