package dev.lanyard.entra.provision.accounts;

import dev.lanyard.spi.provision.PasswordChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a new account must have, and what its domain allows. For one thread. */
final class NewAccountRules {

    private static final String IMMUTABLE_ID = "onPremisesImmutableId";

    private final TenantDomains domains;

    NewAccountRules(TenantDomains domains) {
        this.domains = domains;
    }

    /** Everything that is wrong; what needs no call is found before the domains are read. */
    List<String> problems(AskedAccount asked, Optional<PasswordChoice> choice) {
        List<String> problems = asked.problemsUnlessSet("displayName", "mailNickname", UserReading.PRINCIPAL_NAME);
        if (choice.orElse(null) instanceof PasswordChoice.Supplied supplied) {
            PasswordPolicy.problem(
                            supplied.password(), asked.text(UserReading.PRINCIPAL_NAME), asked.text("passwordPolicies"))
                    .ifPresent(problems::add);
        }
        return problems.isEmpty() ? problemsOfDomain(asked, choice) : problems;
    }

    /** Where people sign in elsewhere, there is no password to be made; else there has to be one. */
    private List<String> problemsOfDomain(AskedAccount asked, Optional<PasswordChoice> choice) {
        String principalName = asked.text(UserReading.PRINCIPAL_NAME);
        String domain = TenantDomains.of(principalName);
        List<String> problems = new ArrayList<>();
        if (!domains.mayBeHere(principalName)) {
            problems.add("userPrincipalName: " + domain + " is no verified domain of the tenant");
        }
        boolean linked = !asked.text(IMMUTABLE_ID).isEmpty();
        if (domains.isFederated(principalName)) {
            if (!linked) {
                problems.add(IMMUTABLE_ID + " is required, for the domain " + domain + " is federated");
            }
            if (choice.orElse(null) instanceof PasswordChoice.Supplied) {
                problems.add("the password has no place here: people of the federated domain " + domain
                        + " sign in elsewhere");
            }
        } else if (choice.orElse(null) instanceof PasswordChoice.None
                && (domains.isManaged(principalName) || !linked)) {
            problems.add("an account without password needs a federated domain and " + IMMUTABLE_ID + ", and " + domain
                    + " is not known to be federated");
        }
        return problems;
    }
}
