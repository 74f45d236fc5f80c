package dev.lanyard.simulator.login;

import java.util.Arrays;

/** Directory roles that an application can hold, under the template ids that every tenant has them by. */
public enum DirectoryRole {
    GLOBAL_ADMINISTRATOR("Global Administrator", "62e90394-69f5-4237-9190-012177145e10"),
    PRIVILEGED_AUTHENTICATION_ADMINISTRATOR(
            "Privileged Authentication Administrator", "7be44c8a-adaf-4e2a-84d6-ab2649e08a13"),
    USER_ADMINISTRATOR("User Administrator", "fe930be7-5e62-47db-91af-98c3a49a38b1"),
    EXCHANGE_ADMINISTRATOR("Exchange Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de"),
    EXCHANGE_RECIPIENT_ADMINISTRATOR("Exchange Recipient Administrator", "31392ffb-586c-42d1-9346-e59415a2cc4e");

    private final String displayName;
    private final String templateId;

    DirectoryRole(String displayName, String templateId) {
        this.displayName = displayName;
        this.templateId = templateId;
    }

    /** The id that stands among the {@code wids} of a token. */
    public String templateId() {
        return templateId;
    }

    /** The role of this name, such as {@code User Administrator}. */
    public static DirectoryRole named(String displayName) {
        return Arrays.stream(values())
                .filter(role -> role.displayName.equalsIgnoreCase(displayName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no directory role named '" + displayName
                        + "' here; there are "
                        + Arrays.stream(values()).map(role -> role.displayName).toList()));
    }
}
