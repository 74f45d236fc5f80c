package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.FieldType;
import java.util.List;

/** The settings that say which feeds of events there are. */
final class FeedFields {

    private static final String GROUP = "Events";

    private FeedFields() {}

    static List<ConfigField> all() {
        return List.of(
                ConfigField.named(EntraSchema.CHANGE_FEED, "Feed of changes", new FieldType.Flag())
                        .description("Whether changes of resources and grants are told between two syncs, from the"
                                + " directory's audit log. What a change leads to is read with the permissions of the"
                                + " streams that are read.")
                        .group(GROUP)
                        .defaultValue("true")
                        .example("false")
                        .permissions(ReadingPermissions.CHANGE_FEED)
                        .build(),
                ConfigField.named(EntraSchema.USAGE_FEED, "Feed of usage", new FieldType.Flag())
                        .description("Whether it is told who signed in to which application. These are data about"
                                + " persons, so that it is switched off unless somebody wants it.")
                        .group(GROUP)
                        .defaultValue("false")
                        .example("true")
                        .permissions(ReadingPermissions.USAGE_FEED, ReadingPermissions.USED_APPLICATIONS)
                        .licence("Microsoft Entra ID P1 or P2")
                        .build());
    }
}
