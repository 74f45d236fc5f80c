package dev.lanyard.entra.config;

import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The settings of this connector, as a platform shows and checks them. */
public final class EntraSchema {

    static final String TENANT_ID = "tenantId";
    static final String GRAPH_DOMAIN = "graphDomain";
    static final String GRAPH_URL = "graphUrl";
    static final String AUTHORITY_URL = "authorityUrl";
    static final String CONCURRENCY = "concurrency";
    static final String PAGE_CACHE_SIZE = "pageCacheSize";
    static final String PAGE_CACHE_LIFETIME = "pageCacheLifetime";
    static final String SETTLE_TIME = "settleTime";
    static final String SCIM_PROVISIONING = "scimProvisioning";

    static final String EXCHANGE_ONLINE = "exchangeOnline";
    static final String EXCHANGE_URL = "exchangeUrl";

    static final String STREAMS = "streams";
    static final String INCLUDE_GUESTS = "includeGuests";
    static final String INCLUDE_DELETED = "includeDeleted";
    static final String SKIP_ON_PREMISES_GROUPS = "skipOnPremisesGroups";
    static final String KEEP_ON_PREMISES_MEMBERS = "keepOnPremisesMembers";
    static final String ON_PREMISES_EXTENSION_ATTRIBUTES = "onPremisesExtensionAttributes";
    static final String EXTENSION_ATTRIBUTES = "extensionAttributes";
    static final String SKIP_UNASSIGNED_APPLICATIONS = "skipUnassignedApplications";

    /** Switches the stream of sign-in activity on. */
    public static final String SIGN_IN_ACTIVITY = "signInActivity";

    /** Switches the stream of mailboxes on. */
    public static final String MAILBOX_PURPOSE = "mailboxPurpose";

    /** Switches the feed of changes. */
    public static final String CHANGE_FEED = "changeFeed";

    /** Switches the feed of usage. */
    public static final String USAGE_FEED = "usageFeed";

    /** Names groups under PIM, besides those that roles can be assigned to. */
    public static final String PRIVILEGED_GROUPS = "privilegedGroups";

    /** The {@code graphDomain} that stands for an address of one's own. */
    static final String CUSTOM_DOMAIN = "custom";

    /** The ids of objects, as a regular expression; Graph takes them in capitals, too. */
    public static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private static final String DOMAIN = "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}";

    private static final String TENANT = "Tenant";
    private static final String CLOUD = "Cloud";
    private static final String SPEED = "Speed";
    private static final String CHANGES = "Changes";

    private EntraSchema() {}

    /**
     * Declares every setting.
     *
     * @return the schema, the same every time
     */
    public static ConfigSchema schema() {
        return new ConfigSchema(
                Stream.of(
                                tenantFields(),
                                SignInFields.all(),
                                cloudFields(),
                                NetworkFields.all(),
                                ReadingFields.all(),
                                FeedFields.all(),
                                speedFields(),
                                changeFields())
                        .flatMap(List::stream)
                        .toList(),
                List.of());
    }

    private static List<ConfigField> tenantFields() {
        return List.of(ConfigField.named(
                        TENANT_ID,
                        "Tenant ID",
                        new FieldType.Text(
                                Optional.of(GUID + "|" + DOMAIN),
                                "the tenant's GUID or one of its verified domain names"))
                .description("The tenant to connect: its GUID, shown as 'Tenant ID' on the overview page of the"
                        + " Microsoft Entra admin center, or one of its verified domain names.")
                .group(TENANT)
                .required()
                .example("9b8f3c1e-52d7-4c0a-8f6e-1d2c3b4a5f60")
                .build());
    }

    private static List<ConfigField> cloudFields() {
        List<String> domains = Stream.concat(NationalCloud.graphDomains().stream(), Stream.of(CUSTOM_DOMAIN))
                .toList();
        return List.of(
                ConfigField.named(GRAPH_DOMAIN, "Graph domain", new FieldType.Choice(domains))
                        .description("The Microsoft Graph of the cloud that the tenant lives in; the login service"
                                + " follows from it. Choose 'custom' for a private gateway.")
                        .group(CLOUD)
                        .defaultValue(NationalCloud.GLOBAL.graphDomain())
                        .example(NationalCloud.US_GOVERNMENT.graphDomain())
                        .build(),
                ConfigField.named(GRAPH_URL, "Graph URL", new FieldType.Address("https"))
                        .description("Where the private gateway answers for Microsoft Graph, without the version.")
                        .group(CLOUD)
                        .required()
                        .example("https://graph.gateway.example")
                        .onlyWhen(GRAPH_DOMAIN, CUSTOM_DOMAIN)
                        .build(),
                ConfigField.named(AUTHORITY_URL, "Authority URL", new FieldType.Address("https"))
                        .description("Where tokens come from, if not from the login service of the chosen cloud."
                                + " Required when the Graph domain is 'custom'.")
                        .group(CLOUD)
                        .example("https://login.gateway.example/")
                        .build());
    }

    private static List<ConfigField> changeFields() {
        return List.of(
                ConfigField.named(SCIM_PROVISIONING, "Schedule SCIM provisioning", new FieldType.Flag())
                        .description("Whether giving or taking access to an application also starts the application's"
                                + " own provisioning of that user, instead of waiting for its next cycle.")
                        .group(CHANGES)
                        .defaultValue("false")
                        .example("true")
                        .permissions(ScimPermissions.START)
                        .build(),
                ConfigField.named(EXCHANGE_ONLINE, "Exchange Online", new FieldType.Flag())
                        .description("Whether members and owners of distribution lists and mail-enabled security groups"
                                + " are changed, through Exchange Online's administration service. Needs an Entra role"
                                + " for the application as well, such as Exchange Recipient Administrator.")
                        .group(CHANGES)
                        .defaultValue("false")
                        .example("true")
                        .permissions(ExchangePermissions.MANAGE)
                        .build(),
                ConfigField.named(EXCHANGE_URL, "Exchange URL", new FieldType.Address("https"))
                        .description("Where Exchange Online answers, if it is a private gateway and not the service of"
                                + " the chosen cloud itself.")
                        .group(CHANGES)
                        .example("https://exchange.gateway.example")
                        .onlyWhen(EXCHANGE_ONLINE, "true")
                        .build());
    }

    private static List<ConfigField> speedFields() {
        return List.of(
                ConfigField.named(CONCURRENCY, "Concurrent requests", new FieldType.Whole(1, 32))
                        .description("How many requests to Microsoft Graph may be under way at once.")
                        .group(SPEED)
                        .defaultValue("4")
                        .example("8")
                        .build(),
                ConfigField.named(PAGE_CACHE_SIZE, "Page cache size (MiB)", new FieldType.Whole(0, 4096))
                        .description("How much memory pages from Microsoft Graph may take while several streams share"
                                + " them, in MiB; 0 switches sharing off.")
                        .group(SPEED)
                        .defaultValue("16")
                        .example("64")
                        .build(),
                ConfigField.named(
                                PAGE_CACHE_LIFETIME,
                                "Page cache lifetime",
                                new FieldType.Time(Duration.ofSeconds(1), Duration.ofHours(1)))
                        .description("How long a page may be shared before it is read anew.")
                        .group(SPEED)
                        .defaultValue("PT2M")
                        .example("PT30S")
                        .build(),
                ConfigField.named(
                                SETTLE_TIME, "Settling time", new FieldType.Time(Duration.ZERO, Duration.ofMinutes(10)))
                        .description("How long a change waits at most until Microsoft Graph's reads show it; after"
                                + " that it counts as done all the same, with a note.")
                        .group(SPEED)
                        .defaultValue("PT10S")
                        .example("PT30S")
                        .build());
    }
}
