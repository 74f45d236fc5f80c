package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.exchange.Cmdlet;
import dev.lanyard.entra.json.JsonBody;
import java.util.List;

/**
 * The cmdlets for groups that Exchange keeps. The application manages no group itself, so that each change has to pass
 * over the check for that.
 */
final class MailGroupCmdlets {

    private static final String IDENTITY = "Identity";

    private MailGroupCmdlets() {}

    static Cmdlet addMember(GroupLink link) {
        return Cmdlet.changing(
                "Add-DistributionGroupMember",
                changing(link).put("Member", link.principal().id()));
    }

    static Cmdlet removeMember(GroupLink link) {
        return Cmdlet.changing(
                "Remove-DistributionGroupMember",
                changing(link).put("Member", link.principal().id()).put("Confirm", false));
    }

    /** Adds or removes one owner, and leaves the others alone: a plain list would replace them all. */
    static Cmdlet changeOwner(GroupLink link) {
        JsonBody table = new JsonBody()
                .put("@odata.type", "#Exchange.GenericHashTable")
                .put(link.adding() ? "Add" : "Remove", List.of(link.principal().id()));
        return Cmdlet.changing("Set-DistributionGroup", changing(link).put("ManagedBy", table));
    }

    static Cmdlet group(GroupLink link) {
        return Cmdlet.reading("Get-DistributionGroup", new JsonBody().put(IDENTITY, link.groupId()));
    }

    static Cmdlet members(GroupLink link) {
        return Cmdlet.reading(
                "Get-DistributionGroupMember",
                new JsonBody().put(IDENTITY, link.groupId()).put("ResultSize", "Unlimited"));
    }

    static Cmdlet recipient(GroupLink link) {
        return Cmdlet.reading(
                "Get-Recipient", new JsonBody().put(IDENTITY, link.principal().id()));
    }

    private static JsonBody changing(GroupLink link) {
        return new JsonBody().put(IDENTITY, link.groupId()).put("BypassSecurityGroupManagerCheck", true);
    }
}
