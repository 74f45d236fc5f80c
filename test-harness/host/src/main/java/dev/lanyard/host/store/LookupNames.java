package dev.lanyard.host.store;

import dev.lanyard.spi.model.AttributeValue;
import dev.lanyard.spi.model.Resource;
import dev.lanyard.spi.model.Trait;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names under which a person may look for a resource, whatever system it comes from: its display name, and for what
 * signs in, every text that has the form of an address or stands under a name such as {@code login} or {@code mail}.
 */
final class LookupNames {

    private static final Set<String> LOGIN_ENDINGS =
            Set.of("principalname", "username", "accountname", "loginname", "login", "email", "mail", "uid");

    private LookupNames() {}

    /** Answers the folded names. */
    static Set<String> of(Resource resource) {
        Set<String> names = new TreeSet<>();
        names.add(fold(resource.displayName()));
        if (resource.traits().contains(Trait.ACCOUNT) || resource.traits().contains(Trait.WORKLOAD_IDENTITY)) {
            resource.attributes().forEach((name, value) -> {
                if (value instanceof AttributeValue.Text text && isLogin(name, text.value())) {
                    names.add(fold(text.value()));
                }
            });
        }
        return names;
    }

    static boolean isLogin(String attribute, String value) {
        String name = attribute.toLowerCase(Locale.ROOT);
        return isAddress(value) || LOGIN_ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** Makes names equal that differ in case or in the way their accents are encoded only. */
    static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .strip();
    }

    private static boolean isAddress(String value) {
        int at = value.indexOf('@');
        return at > 0 && at < value.length() - 1 && value.chars().noneMatch(Character::isWhitespace);
    }
}
