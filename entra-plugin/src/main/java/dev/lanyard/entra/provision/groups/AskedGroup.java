package dev.lanyard.entra.provision.groups;

import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.entra.provision.change.AskedTexts;
import dev.lanyard.entra.types.GroupKind;
import dev.lanyard.spi.config.ConnectorConfig;
import dev.lanyard.spi.provision.OperationId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a new group should be like.
 *
 * @param config the values that {@link GroupSchema#CREATION} has accepted
 */
record AskedGroup(ConnectorConfig config) {

    /** What is wrong with what was asked, all of it, each by name. */
    static List<String> problems(AskedTexts asked) {
        List<String> problems = new ArrayList<>(asked.problems());
        asked.config().map(AskedGroup::new).ifPresent(group -> {
            Optional<String> visibility = group.config.text(GroupSchema.VISIBILITY);
            if (group.roleAssignable() && visibility.stream().anyMatch(text -> !text.equals(GroupSchema.PRIVATE))) {
                problems.add(GroupSchema.VISIBILITY + " must be " + GroupSchema.PRIVATE
                        + " for a group that can hold directory roles");
            }
            if (group.kind() != GroupKind.MICROSOFT_365 && visibility.equals(Optional.of(GroupSchema.HIDDEN))) {
                problems.add(
                        GroupSchema.VISIBILITY + " can be " + GroupSchema.HIDDEN + " for Microsoft 365 groups only");
            }
        });
        return problems;
    }

    String name() {
        return config.text(GroupSchema.DISPLAY_NAME).orElseThrow();
    }

    GroupKind kind() {
        return config.text(GroupSchema.KIND)
                        .filter(GroupKind.MICROSOFT_365.text()::equals)
                        .isPresent()
                ? GroupKind.MICROSOFT_365
                : GroupKind.SECURITY;
    }

    boolean roleAssignable() {
        return config.flag(GroupSchema.ROLE_ASSIGNABLE).orElse(false);
    }

    /** The principals that are named as owners or members. */
    List<String> principals(String relation) {
        return config.text(relation).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** The nicknames to try, in their order: the one that is asked, or one that looks well, and one that is unique. */
    List<String> nicknames(OperationId operation) {
        Optional<String> asked = config.text(GroupSchema.MAIL_NICKNAME);
        if (asked.isPresent()) {
            return List.of(asked.get());
        }
        String plain = MailNickname.like(name());
        String unique = MailNickname.unique(name(), operation);
        // Nobody writes to a security group, and Graph would let two of them have the same nickname.
        return kind() == GroupKind.SECURITY || plain.isEmpty() ? List.of(unique) : List.of(plain, unique);
    }

    /** The properties of the group. */
    JsonBody body(String nickname) {
        boolean mail = kind() == GroupKind.MICROSOFT_365;
        JsonBody body = new JsonBody()
                .put(GroupSchema.DISPLAY_NAME, name())
                .put("groupTypes", mail ? List.of("Unified") : List.of())
                .put("mailEnabled", mail)
                .put(GroupSchema.MAIL_NICKNAME, nickname)
                .put("securityEnabled", true);
        if (roleAssignable()) {
            body.put(GroupSchema.ROLE_ASSIGNABLE, true);
        }
        config.text(GroupSchema.VISIBILITY).ifPresent(text -> body.put(GroupSchema.VISIBILITY, text));
        GroupSchema.CLEARABLE.stream()
                .sorted()
                .forEach(name -> config.text(name).ifPresent(text -> body.put(name, text)));
        return body;
    }
}
