package dev.lanyard.entra.config;

import dev.lanyard.spi.config.Permission;
import java.util.List;

/** What changing groups through Exchange Online takes. */
public final class ExchangePermissions {

    /** Of the API "Office 365 Exchange Online", not of Microsoft Graph. */
    public static final Permission MANAGE = new Permission(
            List.of("Exchange.ManageAsApp"),
            "to change distribution lists and mail-enabled security groups; of the API Office 365 Exchange Online",
            false);

    /** The Entra roles that give the permission something to do, the least privileged first. */
    public static final List<String> ROLES = List.of("Exchange Recipient Administrator", "Exchange Administrator");

    private ExchangePermissions() {}
}
