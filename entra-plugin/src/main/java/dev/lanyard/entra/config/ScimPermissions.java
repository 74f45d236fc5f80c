package dev.lanyard.entra.config;

import dev.lanyard.spi.config.Permission;
import java.util.List;

/** What starting an application's own provisioning takes. */
public final class ScimPermissions {

    /** The other permission is for applications that one owns. */
    public static final Permission START = new Permission(
            List.of("Synchronization.ReadWrite.All", "Application.ReadWrite.OwnedBy"),
            "to start the provisioning of applications",
            false);

    private ScimPermissions() {}
}
