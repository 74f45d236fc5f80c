package dev.lanyard.host.store;

/**
 * What a reviewer looks for first, in numbers.
 *
 * @param accounts accounts of any status, guests included
 * @param disabledAccounts accounts that are switched off or deleted
 * @param guests accounts of people from outside
 * @param groups groups
 * @param applications applications
 * @param grants grants, each once, as they were given
 * @param privilegedRoles roles that the connector calls privileged; all roles, where it calls none so
 * @param privilegedActive grants of these in force, to whomever they were given
 * @param privilegedThroughGroups holders of one of these who have it in force through others only, each once a role
 * @param privilegedEligible grants of these that have to be activated first
 * @param disabledWithAccess accounts that are not enabled and still have something, licences apart
 * @param credentialsExpired credentials that have expired
 * @param credentialsExpiring credentials that expire within {@link #SOON_DAYS} days
 * @param licencesBought units that can be assigned, over all licences
 * @param licencesUnused units of which nobody has one, over all licences
 * @param licencesOfDisabled units that accounts have which are not enabled
 * @param applicationsWithoutOwner applications for which nobody is responsible
 * @param resourcesAdded resources that the last sync has added
 * @param resourcesRemoved resources that the last sync has removed
 * @param statusesChanged resources whose status is another since the last sync
 * @param grantsAdded grants that the last sync has added
 * @param grantsRemoved grants that the last sync has removed
 */
public record ReviewFigures(
        long accounts,
        long disabledAccounts,
        long guests,
        long groups,
        long applications,
        long grants,
        long privilegedRoles,
        long privilegedActive,
        long privilegedThroughGroups,
        long privilegedEligible,
        long disabledWithAccess,
        long credentialsExpired,
        long credentialsExpiring,
        long licencesBought,
        long licencesUnused,
        long licencesOfDisabled,
        long applicationsWithoutOwner,
        long resourcesAdded,
        long resourcesRemoved,
        long statusesChanged,
        long grantsAdded,
        long grantsRemoved) {

    /** How many days ahead a credential counts as about to expire. */
    public static final int SOON_DAYS = 30;
}
