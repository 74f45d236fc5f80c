package dev.lanyard.entra.config;

import java.net.URI;
import java.util.Set;

/**
 * How Exchange Online is reached.
 *
 * @param url where it answers, without path and trailing slash
 */
public record ExchangeSettings(URI url) {

    /** Exchange Online of the worldwide cloud, for whose tokens a gateway in front of it is asked as well. */
    static final String WORLDWIDE = "https://outlook.office365.com";

    /** Where the clouds that Microsoft runs answer; each takes tokens that are for itself. */
    private static final Set<String> MICROSOFTS =
            Set.of(WORLDWIDE, "https://outlook.office365.us", "https://webmail.apps.mil", "https://partner.outlook.cn");

    /**
     * What a token has to be asked for.
     *
     * @return the scope
     */
    public String scope() {
        String service = MICROSOFTS.contains(url.toString()) ? url.toString() : WORLDWIDE;
        return service + "/.default";
    }

    /**
     * The setting from which the address comes.
     *
     * @return its name
     */
    public String setting() {
        return EntraSchema.EXCHANGE_URL;
    }
}
