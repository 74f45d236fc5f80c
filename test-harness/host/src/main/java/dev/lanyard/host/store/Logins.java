package dev.lanyard.host.store;

import dev.lanyard.spi.model.Trait;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the one name by which people know how a resource signs in, whatever system it comes from. */
public final class Logins {

    private static final List<String> BEST_FIRST =
            List.of("principalname", "username", "loginname", "accountname", "login", "mail", "email", "uid");

    private Logins() {}

    /**
     * Finds the name that a resource signs in with, or else an address of it.
     *
     * @param traits names of its {@link Trait}s
     * @param texts those of its attributes that are texts
     * @return the name, or empty if it has none, or does not sign in
     */
    public static Optional<String> of(List<String> traits, Map<String, String> texts) {
        if (!traits.contains(Trait.ACCOUNT.name()) && !traits.contains(Trait.WORKLOAD_IDENTITY.name())) {
            return Optional.empty();
        }
        return texts.entrySet().stream()
                .filter(text -> LookupNames.isLogin(text.getKey(), text.getValue()))
                .min(Comparator.<Map.Entry<String, String>>comparingInt(text -> rank(text.getKey()))
                        .thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getValue);
    }

    private static int rank(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        int place = 0;
        for (String ending : BEST_FIRST) {
            if (name.endsWith(ending)) {
                return place;
            }
            place++;
        }
        return place;
    }
}
