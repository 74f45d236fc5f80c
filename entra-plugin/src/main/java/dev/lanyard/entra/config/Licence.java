package dev.lanyard.entra.config;

import java.util.Arrays;
import java.util.Optional;

/** Licences without which Graph refuses parts of itself, and how it says so. */
public enum Licence {
    /** For sign-in activity. */
    P1("Microsoft Entra ID P1 or P2", "Authentication_RequestFromNonPremiumTenantOrB2CTenant"),
    /** For Privileged Identity Management. */
    P2("Microsoft Entra ID P2 or Microsoft Entra ID Governance", "AadPremiumLicenseRequired");

    private final String title;
    private final String code;

    Licence(String title, String code) {
        this.title = title;
        this.code = code;
    }

    /**
     * The licence in Microsoft's words.
     *
     * @return those that would do
     */
    public String title() {
        return title;
    }

    /**
     * The licence that is missing where Graph answers with a code.
     *
     * @param code Graph's error code
     * @return the licence, or empty if the code is about something else
     */
    public static Optional<Licence> missingBy(String code) {
        return Arrays.stream(values())
                .filter(licence -> licence.code.equals(code))
                .findFirst();
    }
}
