package dev.lanyard.entra.config;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Directory roles that this connector may need, under the template ids that tokens name them by. Source: "Microsoft
 * Entra built-in roles".
 */
public enum DirectoryRole {
    /** Changes what is sensitive of users without directory roles. */
    USER_ADMINISTRATOR("User Administrator", "fe930be7-5e62-47db-91af-98c3a49a38b1"),
    /** Changes what is sensitive of users with directory roles as well. */
    PRIVILEGED_AUTHENTICATION_ADMINISTRATOR(
            "Privileged Authentication Administrator", "7be44c8a-adaf-4e2a-84d6-ab2649e08a13"),
    /** Changes recipients of Exchange Online, distribution lists among them. */
    EXCHANGE_RECIPIENT_ADMINISTRATOR("Exchange Recipient Administrator", "31392ffb-586c-42d1-9346-e59415a2cc4e"),
    /** Changes everything of Exchange Online. */
    EXCHANGE_ADMINISTRATOR("Exchange Administrator", "29232cdf-9323-42fd-ade2-1d097af3e4de"),
    /** Is all of the others. */
    GLOBAL_ADMINISTRATOR("Global Administrator", "62e90394-69f5-4237-9190-012177145e10");

    private final String title;
    private final String templateId;

    DirectoryRole(String title, String templateId) {
        this.title = title;
        this.templateId = templateId;
    }

    /**
     * The role in Microsoft's words.
     *
     * @return its name
     */
    public String title() {
        return title;
    }

    /**
     * Whether somebody has one of several roles, or is Global Administrator.
     *
     * @param titles names of roles
     * @param templateIds the roles that somebody has
     * @return true if one of them is enough
     * @throws IllegalArgumentException for a name that is not known here
     */
    public static boolean isOneOf(List<String> titles, Set<String> templateIds) {
        return templateIds.contains(GLOBAL_ADMINISTRATOR.templateId)
                || titles.stream().map(DirectoryRole::named).anyMatch(role -> templateIds.contains(role.templateId));
    }

    private static DirectoryRole named(String title) {
        return Arrays.stream(values())
                .filter(role -> role.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no directory role is known as '" + title + "'"));
    }
}
