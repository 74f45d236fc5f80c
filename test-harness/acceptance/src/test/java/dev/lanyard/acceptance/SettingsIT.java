package dev.lanyard.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanyard.contract.ContractSuite;
import dev.lanyard.contract.RuleResult;
import dev.lanyard.contract.trial.Subject;
import dev.lanyard.host.sync.SyncMode;
import dev.lanyard.host.sync.SyncOutcome;
import dev.lanyard.simulator.EntraSimulator;
import dev.lanyard.simulator.SimulatorOptions;
import dev.lanyard.simulator.tenant.Directory;
import dev.lanyard.simulator.tenant.DirectoryObject;
import dev.lanyard.simulator.tenant.ObjectType;
import dev.lanyard.simulator.tenant.Premium;
import dev.lanyard.simulator.tenant.Property;
import dev.lanyard.simulator.tenant.TenantShape;
import dev.lanyard.spi.sync.Notice;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each setting that says what is read, switched on and off, and without what it needs. */
class SettingsIT {

    private static final SimulatorOptions OPTIONS = SimulatorOptions.of(new TenantShape(150, 60, 700, 40, 250, 3));

    private static final EntraSimulator SIMULATOR = EntraSimulator.start(OPTIONS);
    private static final EmbeddedHost HOST = new EmbeddedHost(SIMULATOR);
    private static int stores;

    @TempDir
    private static Path folder;

    /** What is read with the defaults of all settings. */
    private static Map<String, JsonNode> usual = Map.of();

    @BeforeAll
    static void readWithDefaults() {
        SIMULATOR.tenant().delete(first(ObjectType.USER), false);
        SIMULATOR.tenant().delete(first(ObjectType.GROUP), false);
        usual = read(Map.of());
        assertThat(usual).isEqualTo(ExpectedExport.of(SIMULATOR.state()));
    }

    @AfterEach
    void grantAndBuyEverything() {
        SIMULATOR.setRoles(OPTIONS.roles());
        SIMULATOR.tenant().setPremium(Premium.P2);
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void includeGuests_off_leavesOutGuests() {
        Map<String, JsonNode> found = read(Map.of("includeGuests", "false"));

        Set<String> guests =
                keys(usual, record -> record.at("/attributes/userType").asText().equals("Guest"));
        assertThat(guests).isNotEmpty();
        assertThat(found.keySet()).doesNotContainAnyElementsOf(guests);
        assertThat(keys(found, record -> record.path("type").asText().equals("user")))
                .hasSize(keys(usual, record -> record.path("type").asText().equals("user"))
                                .size()
                        - guests.size());
        assertThat(outsiders(found)).isNotEmpty().isSubsetOf(guests);
        assertThat(keys(found, SettingsIT::isGrant)).isEqualTo(keys(usual, SettingsIT::isGrant));
    }

    @Test
    void includeDeleted_on_showsWhatCanBeRestored() {
        Map<String, JsonNode> found = read(Map.of("includeDeleted", "true"));

        Set<String> deleted =
                keys(found, record -> record.path("status").asText().equals("DELETED"));
        Set<String> restorable = SIMULATOR.tenant().current().removals().stream()
                .filter(removal -> removal.object().isPresent())
                .map(removal -> removal.type().graphName() + "/" + removal.id())
                .collect(Collectors.toSet());
        assertThat(restorable).hasSizeGreaterThanOrEqualTo(2);
        assertThat(deleted).isEqualTo(restorable);
        assertThat(without(found, deleted)).isEqualTo(usual);
    }

    @Test
    void skipOnPremisesGroups_leavesOutTheGroups_andTheirMembersUnlessKept() {
        Set<String> groups = keys(
                usual,
                record -> record.path("type").asText().equals("group")
                        && record.at("/attributes/onPremisesSyncEnabled").asBoolean());
        Set<String> people = keys(
                usual,
                record -> record.path("type").asText().equals("user")
                        && record.at("/attributes/onPremisesSyncEnabled").asBoolean());
        Set<String> ofGroups = keys(
                usual,
                record -> groups.contains(record.path("key").asText())
                        || groups.contains(record.path("resource").asText())
                        || groups.stream()
                                .anyMatch(group ->
                                        record.path("entitlement").asText().startsWith(group + "#")));
        // What PIM says of a group is a stream of its own.
        Set<String> memberships = keys(
                usual,
                record -> record.path("entitlement").asText().startsWith("group/")
                        && record.path("holding").asText().equals("ACTIVE")
                        && people.contains(record.path("principal").asText()));
        assertThat(groups).isNotEmpty();
        assertThat(memberships).isNotEmpty();

        Map<String, JsonNode> kept = read(Map.of("skipOnPremisesGroups", "true", "keepOnPremisesMembers", "true"));
        assertThat(kept).isEqualTo(withOutsiders(without(usual, ofGroups)));
        assertThat(outsiders(kept)).isNotEmpty().isSubsetOf(groups);

        SyncOutcome outcome = sync("left-out.db", Map.of("skipOnPremisesGroups", "true"));
        Map<String, JsonNode> leftOut = exported("left-out.db");
        assertThat(leftOut).isEqualTo(withOutsiders(without(without(usual, ofGroups), memberships)));
        memberships.removeAll(ofGroups);
        // Graph tells some members twice, so that they are left out twice.
        assertThat(outcome.report()
                        .skipped()
                        .getOrDefault("groups", new TreeMap<>())
                        .getOrDefault("on-premises-member", 0L))
                .isBetween((long) memberships.size(), memberships.size() * 2L);

        SIMULATOR.setRoles(List.of("User.Read.All", "GroupMember.Read.All", "Member.Read.Hidden"));
        SyncOutcome poor = sync("poor.db", Map.of("skipOnPremisesGroups", "true", "streams", "accounts,groups"));
        assertThat(codes(poor)).contains("on-premises-members-kept");
    }

    @Test
    void onPremisesExtensionAttributes_off_areNotRead() {
        Map<String, JsonNode> found = read(Map.of("onPremisesExtensionAttributes", "false"));

        assertThat(keys(usual, record -> record.at("/attributes").has("onPremisesExtensionAttributes")))
                .isNotEmpty();
        assertThat(keys(found, record -> record.at("/attributes").has("onPremisesExtensionAttributes")))
                .isEmpty();
        assertThat(found.keySet()).isEqualTo(usual.keySet());
    }

    @Test
    void extensionAttributes_areReadBesides() {
        Set<String> extensions = ObjectType.USER.properties().all().stream()
                .filter(property -> property.is(Property.Trait.EXTENSION))
                .map(Property::name)
                .collect(Collectors.toSet());
        assertThat(extensions)
                .anyMatch(name -> name.startsWith("extension_"))
                .anyMatch(name -> !name.startsWith("extension_"));

        Map<String, JsonNode> found = read(Map.of("extensionAttributes", String.join(", ", extensions)));

        assertThat(found)
                .isEqualTo(ExpectedExport.of(SIMULATOR.state(), extensions))
                .isNotEqualTo(usual);
        for (String extension : extensions) {
            assertThat(keys(found, record -> record.at("/attributes").has(extension)))
                    .as(extension)
                    .isNotEmpty()
                    .hasSizeLessThan(
                            keys(found, record -> record.path("type").asText().equals("user"))
                                    .size());
        }
    }

    @Test
    void signInActivity_on_isRead_andDegradesWithoutLicenceOrPermission() {
        Map<String, JsonNode> found = read(Map.of("signInActivity", "true"));
        Set<String> active = SIMULATOR.state().stream()
                .filter(line -> line.contains("\"signInActivity\""))
                .map(line -> "sign-in-activity/" + line.replaceFirst(".*?\"id\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toSet());
        assertThat(active).isNotEmpty();
        assertThat(keys(found, record -> record.path("type").asText().equals("sign-in-activity")))
                .isEqualTo(active);
        assertThat(without(found, active)).isEqualTo(usual);

        SIMULATOR.setRoles(List.of("User.Read.All", "GroupMember.Read.All"));
        SyncOutcome forbidden = sync("no-activity.db", Map.of("signInActivity", "true"));
        assertThat(codes(forbidden)).contains("without-sign-in-activity");
    }

    @Test
    void withoutPremium_whatNeedsItSaysSo_andTheRestGoesOn() {
        SIMULATOR.tenant().setPremium(Premium.FREE);

        SyncOutcome outcome = sync("free.db", Map.of("signInActivity", "true"));
        Map<String, JsonNode> found = exported("free.db");

        assertThat(codes(outcome))
                .contains(
                        "without-sign-in-activity",
                        "roles-without-rules",
                        "roles-without-schedules",
                        "roles-without-eligibility",
                        "without-eligibility");
        assertThat(keys(
                        found,
                        record -> record.path("key").asText().startsWith("role/")
                                && record.path("kind").asText().equals("grant")))
                .isNotEmpty()
                .noneMatch(key -> key.contains(";eligible") || key.contains(";temporary"));
        assertThat(keys(found, record -> record.path("type").asText().equals("user")))
                .isEqualTo(keys(usual, record -> record.path("type").asText().equals("user")));
    }

    @Test
    void mailboxPurpose_on_isRead_andDegradesWithoutPermission() {
        Map<String, JsonNode> found = read(Map.of("mailboxPurpose", "true"));
        Set<String> mailboxes = SIMULATOR.state().stream()
                .filter(line -> line.contains("\"mailboxSettings\""))
                .map(line -> "mailbox/" + line.replaceFirst(".*?\"id\":\"([^\"]*)\".*", "$1") + " "
                        + line.replaceFirst(".*\"userPurpose\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toSet());
        assertThat(mailboxes).anyMatch(each -> each.endsWith(" shared"));
        assertThat(found.values().stream()
                        .filter(record -> record.path("type").asText().equals("mailbox"))
                        .map(record -> record.get("key").asText() + " "
                                + record.at("/attributes/userPurpose").asText())
                        .collect(Collectors.toSet()))
                .isEqualTo(mailboxes);

        SIMULATOR.setRoles(List.of("User.Read.All", "GroupMember.Read.All"));
        SyncOutcome forbidden = sync("no-mailboxes.db", Map.of("mailboxPurpose", "true"));
        assertThat(codes(forbidden)).contains("without-mailboxes");
    }

    @Test
    void skipUnassignedApplications_leavesThemOut() {
        Map<String, JsonNode> found = read(Map.of("skipUnassignedApplications", "true"));

        Set<String> applications =
                keys(usual, record -> record.path("traits").toString().contains("APPLICATION"));
        Set<String> assigned = usual.values().stream()
                .filter(record ->
                        record.path("entitlement").asText().matches("service-principal/.*#(role-.*|default-access)"))
                .map(record -> record.path("entitlement").asText().replaceFirst("#.*", ""))
                .collect(Collectors.toSet());
        assertThat(assigned).hasSizeLessThan(applications.size());
        assertThat(keys(found, record -> record.path("traits").toString().contains("APPLICATION")))
                .isEqualTo(assigned);
        Set<String> leftOut = without(usual, found.keySet()).keySet();
        assertThat(found).isEqualTo(withOutsiders(without(usual, leftOut)));
        assertThat(outsiders(found)).isNotEmpty().isSubsetOf(leftOut);
    }

    /** Whoever reads a grant does not know whether the principal is left out; that is told elsewhere. */
    @Test
    void whateverIsLeftOut_isToldOf() {
        Map<String, String> settings = Map.of(
                "includeGuests", "false",
                "skipOnPremisesGroups", "true",
                "keepOnPremisesMembers", "true",
                "skipUnassignedApplications", "true");
        Subject subject = Subject.of(House.CONNECTOR_JAR, HOST.with(settings));

        assertThat(ContractSuite.run(subject, Set.of(204, 205, 206, 207), result -> {}))
                .allSatisfy(result -> assertThat(result).isInstanceOf(RuleResult.Kept.class));
    }

    @Test
    void pageCache_makesOneWalkOfSeveral_andChangesNoRecord() {
        long shared = walksOverServicePrincipals(Map.of("pageCacheSize", "64"));
        long apart = walksOverServicePrincipals(Map.of("pageCacheSize", "0"));

        // One with those who are assigned and one with the owners, against three more of the first kind; and, with the
        // cache or without, a look for the federated credentials of a few.
        assertThat((apart - 1) * 2).isEqualTo((shared - 1) * 5);
        assertThat(read(Map.of("pageCacheSize", "0"))).isEqualTo(usual);
    }

    private static long walksOverServicePrincipals(Map<String, String> settings) {
        SIMULATOR.resetStats();
        read(settings);
        return SIMULATOR.stats().endpoints().entrySet().stream()
                .filter(endpoint -> endpoint.getKey().equals("GET /servicePrincipals"))
                .mapToLong(endpoint -> endpoint.getValue().requests())
                .sum();
    }

    @Test
    void streams_onlyTheChosenAreRead() {
        Map<String, JsonNode> found = read(Map.of("streams", "accounts, roles"));

        assertThat(keys(found, record -> record.path("kind").asText().equals("resource")))
                .allMatch(key -> key.startsWith("user/") || key.startsWith("role/"))
                .anyMatch(key -> key.startsWith("role/"));
    }

    private static Map<String, JsonNode> read(Map<String, String> settings) {
        String store = "read" + stores++ + ".db";
        sync(store, settings);
        return exported(store);
    }

    private static SyncOutcome sync(String store, Map<String, String> settings) {
        return HOST.sync(folder.resolve(store), SyncMode.FULL, settings);
    }

    private static Map<String, JsonNode> exported(String store) {
        return ExpectedExport.read(EmbeddedHost.export(folder.resolve(store)));
    }

    private static Set<String> keys(Map<String, JsonNode> records, Predicate<JsonNode> wanted) {
        return records.entrySet().stream()
                .filter(record -> wanted.test(record.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<String, JsonNode> without(Map<String, JsonNode> records, Set<String> keys) {
        Map<String, JsonNode> rest = new TreeMap<>(records);
        rest.keySet().removeAll(keys);
        return rest;
    }

    private static boolean isGrant(JsonNode record) {
        return record.path("kind").asText().equals("grant");
    }

    /** With grants marked external whose principals are not among the records any more. */
    private static Map<String, JsonNode> withOutsiders(Map<String, JsonNode> records) {
        Map<String, JsonNode> marked = new TreeMap<>(records);
        marked.replaceAll((key, record) ->
                isGrant(record) && !records.containsKey(record.path("principal").asText())
                        ? ((ObjectNode) record.deepCopy()).put("external", true)
                        : record);
        return marked;
    }

    /** To whom grants are marked external that are of a type that is read. */
    private static Set<String> outsiders(Map<String, JsonNode> records) {
        return records.values().stream()
                .filter(record -> record.path("external").asBoolean())
                .map(record -> record.path("principal").asText())
                .filter(principal -> principal.matches("(user|group|service-principal)/.*"))
                .collect(Collectors.toSet());
    }

    private static Set<String> codes(SyncOutcome outcome) {
        return outcome.report().notices().values().stream()
                .flatMap(List::stream)
                .map(Notice::code)
                .collect(Collectors.toSet());
    }

    private static String first(ObjectType type) {
        Directory directory = SIMULATOR.tenant().current();
        for (int slot : directory.slots(type)) {
            DirectoryObject object = directory.object(slot);
            if (object != null) {
                return object.id();
            }
        }
        throw new AssertionError("no " + type);
    }
}
