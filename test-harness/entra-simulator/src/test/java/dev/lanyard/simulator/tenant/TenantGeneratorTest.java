package dev.lanyard.simulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantGeneratorTest {

    private static final TenantShape SHAPE = new TenantShape(1000, 300, 12_000, 7);
    private static final Directory DIRECTORY = TenantGenerator.generate(SHAPE, "tenant");

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 1",
        "1, 0, 0, 1",
        "0, 5, 3, 1",
        "1, 1, 1, 1",
        "3, 2, 4, 9",
        "40, 60, 0, 2",
        "40, 60, 3, 2",
        "40, 60, 1200, 2",
        "120, 60, 800, 1",
        "2000, 400, 9000, 3",
    })
    void theNumbers_areExact(int users, int groups, int memberships, long seed) {
        Directory directory = TenantGenerator.generate(new TenantShape(users, groups, memberships, seed), "tenant");

        assertThat(directory.count(ObjectType.USER)).isEqualTo(users);
        assertThat(directory.count(ObjectType.GROUP)).isEqualTo(groups);
        assertThat(sizes(directory).stream().mapToInt(Integer::intValue).sum()).isEqualTo(memberships);
        assertThat(directory.count(ObjectType.ORGANIZATION)).isOne();
    }

    @Test
    void memberships_thatDoNotFit_areRefusedWithTheRemedy() {
        assertThatThrownBy(() -> TenantGenerator.generate(new TenantShape(5, 2, 10_000, 1), "tenant"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fewer memberships");
        assertThatThrownBy(() -> TenantGenerator.generate(new TenantShape(0, 0, 1, 1), "tenant"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TenantShape(-1, 0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSameShape_givesTheSameTenant_andAnotherSeedAnother() {
        assertThat(TenantState.lines(TenantGenerator.generate(SHAPE, "tenant")))
                .isEqualTo(TenantState.lines(DIRECTORY));
        assertThat(TenantState.lines(TenantGenerator.generate(SHAPE.withSeed(8), "tenant")))
                .isNotEqualTo(TenantState.lines(DIRECTORY));
    }

    @Test
    void noGroup_hasAMemberTwice_orItself() {
        for (int group : DIRECTORY.slots(ObjectType.GROUP)) {
            int[] members = DIRECTORY.linked(Link.MEMBERS, group);
            assertThat(IntStream.of(members).distinct().count()).isEqualTo(members.length);
            assertThat(members).doesNotContain(group);
            assertThat(DIRECTORY.linked(Link.OWNERS, group)).doesNotHaveDuplicates();
        }
    }

    @Test
    void people_areOfEveryKind() {
        List<DirectoryObject> users = objects(ObjectType.USER);

        assertThat(users).anyMatch(user -> "Guest".equals(user.text("userType")));
        assertThat(users).anyMatch(user -> "PendingAcceptance".equals(user.text("externalUserState")));
        assertThat(users).anyMatch(user -> isTrue(user, "onPremisesSyncEnabled"));
        assertThat(users).anyMatch(user -> !isTrue(user, "accountEnabled"));
        assertThat(users)
                .anyMatch(user -> String.valueOf(user.text("displayName")).endsWith("(shared mailbox)"));
        assertThat(users.stream()
                        .map(user -> user.value(ObjectType.USER.properties().get("mailboxSettings"))
                                .path("userPurpose")
                                .asText())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("", "user", "shared", "room", "equipment");
        assertThat(users).anyMatch(user -> user.text("mail") == null);
        assertThat(users.stream().map(user -> user.text("userPrincipalName")).collect(Collectors.toSet()))
                .hasSize(1000);
        int[] slots = DIRECTORY.slots(ObjectType.USER);
        assertThat(IntStream.of(slots)
                        .filter(user -> DIRECTORY.manager(user) < 0)
                        .count())
                .isBetween(10L, 200L);
        assertThat(IntStream.of(slots)
                        .map(DIRECTORY::manager)
                        .filter(manager -> manager >= 0 && DIRECTORY.manager(manager) >= 0))
                .isNotEmpty();
    }

    @Test
    void names_areOfManyScripts() {
        Set<Character.UnicodeScript> scripts = new HashSet<>();
        StringBuilder all = new StringBuilder();
        for (ObjectType type : List.of(ObjectType.USER, ObjectType.GROUP)) {
            objects(type).forEach(object -> all.append(object.text("displayName")));
        }
        all.codePoints().forEach(point -> scripts.add(Character.UnicodeScript.of(point)));

        assertThat(scripts)
                .contains(
                        Character.UnicodeScript.LATIN,
                        Character.UnicodeScript.CYRILLIC,
                        Character.UnicodeScript.ARABIC,
                        Character.UnicodeScript.HEBREW,
                        Character.UnicodeScript.HAN,
                        Character.UnicodeScript.HANGUL,
                        Character.UnicodeScript.DEVANAGARI,
                        Character.UnicodeScript.THAI,
                        Character.UnicodeScript.ETHIOPIC,
                        Character.UnicodeScript.INHERITED);
        assertThat(all).contains("🚀", "👩‍👩‍👧‍👦", "e\u0301", "𠮷");
    }

    @Test
    void groups_areOfEveryKind() {
        Map<String, Integer> kinds = new HashMap<>();
        for (DirectoryObject group : objects(ObjectType.GROUP)) {
            String kind = group.value(ObjectType.GROUP.properties().get("groupTypes")) + " "
                    + isTrue(group, "mailEnabled") + " " + isTrue(group, "securityEnabled") + " "
                    + isTrue(group, "onPremisesSyncEnabled") + " " + isTrue(group, "isAssignableToRole");
            kinds.merge(kind, 1, Integer::sum);
            assertThat(group.text("membershipRule") != null).isEqualTo(kind.contains("Dynamic"));
        }
        assertThat(kinds).hasSize(GroupKind.values().length);
    }

    @Test
    void members_areOfEveryType_andOwnersAreUsersAndServicePrincipals() {
        Set<ObjectType> members = new HashSet<>();
        Set<ObjectType> owners = new HashSet<>();
        for (int group : DIRECTORY.slots(ObjectType.GROUP)) {
            IntStream.of(DIRECTORY.linked(Link.MEMBERS, group)).forEach(slot -> members.add(type(slot)));
            IntStream.of(DIRECTORY.linked(Link.OWNERS, group)).forEach(slot -> owners.add(type(slot)));
        }
        assertThat(members)
                .containsExactlyInAnyOrder(
                        ObjectType.USER,
                        ObjectType.GROUP,
                        ObjectType.SERVICE_PRINCIPAL,
                        ObjectType.DEVICE,
                        ObjectType.ORG_CONTACT);
        assertThat(owners).containsExactlyInAnyOrder(ObjectType.USER, ObjectType.SERVICE_PRINCIPAL);
    }

    @Test
    void groups_thatGraphKeepsNoOwnersOf_haveNone() {
        for (int slot : DIRECTORY.slots(ObjectType.GROUP)) {
            DirectoryObject group = DIRECTORY.object(slot);
            if (group != null && isTrue(group, "onPremisesSyncEnabled")) {
                assertThat(DIRECTORY.linked(Link.OWNERS, slot)).isEmpty();
            }
        }
    }

    @Test
    void sizes_includeEmptyVeryLargeAndThoseAroundTwenty() {
        List<Integer> sizes = sizes(DIRECTORY);

        assertThat(sizes).contains(0, 19, 20, 21);
        assertThat(sizes).filteredOn(size -> size == 20).hasSizeGreaterThan(10);
        assertThat(sizes).anyMatch(size -> size >= 600);
    }

    @Test
    void groups_containEachOtherInCircles() {
        assertThat(IntStream.of(DIRECTORY.slots(ObjectType.GROUP))
                        .filter(group -> reaches(group, group, new HashSet<>()))
                        .count())
                .isGreaterThanOrEqualTo(5);
    }

    @Test
    void licences_areInEveryState_withEveryError() {
        Set<String> states = new HashSet<>();
        Set<String> errors = new HashSet<>();
        objects(ObjectType.USER)
                .forEach(user -> user.value(ObjectType.USER.properties().get("licenseAssignmentStates"))
                        .forEach(state -> {
                            states.add(state.path("state").asText());
                            errors.add(state.path("error").asText());
                        }));

        assertThat(states).containsExactlyInAnyOrder("Active", "ActiveWithError", "Disabled", "Error");
        assertThat(errors)
                .containsExactlyInAnyOrder(
                        "None",
                        "CountViolation",
                        "MutuallyExclusiveViolation",
                        "DependencyViolation",
                        "ProhibitedInUsageLocationViolation",
                        "UniquenessViolation",
                        "Other");
    }

    @Test
    void roles_areTheBuiltInOnesAndCustomOnes_andWhoHasActivatedOneIsEligible() {
        List<DirectoryObject> roles = objects(ObjectType.ROLE_DEFINITION);
        Set<String> eligible = objects(ObjectType.ROLE_ELIGIBILITY_INSTANCE).stream()
                .map(TenantGeneratorTest::holding)
                .collect(Collectors.toSet());
        List<DirectoryObject> activated = objects(ObjectType.ROLE_ASSIGNMENT_INSTANCE).stream()
                .filter(instance -> "Activated".equals(instance.text("assignmentType")))
                .toList();

        assertThat(roles).filteredOn(role -> isTrue(role, "isBuiltIn")).hasSizeGreaterThan(75);
        assertThat(roles).filteredOn(role -> !isTrue(role, "isBuiltIn")).hasSize(3);
        assertThat(activated)
                .isNotEmpty()
                .allMatch(instance -> eligible.contains(holding(instance)))
                .allMatch(instance -> instance.text("endDateTime") != null);
    }

    private static String holding(DirectoryObject instance) {
        return instance.text("roleDefinitionId") + " " + instance.text("principalId") + " "
                + instance.text("directoryScopeId");
    }

    @Test
    void groupsUnderPim_haveEligibleGroups_andThoseWhoAreEligibleThroughThem() {
        List<DirectoryObject> eligible = objects(ObjectType.GROUP_ELIGIBILITY_INSTANCE);

        assertThat(eligible).anyMatch(instance -> {
            DirectoryObject principal = DIRECTORY.object(String.valueOf(instance.text("principalId")));
            return principal != null && principal.type() == ObjectType.GROUP;
        });
        assertThat(eligible).anyMatch(instance -> "group".equals(instance.text("memberType")));
    }

    private static boolean reaches(int from, int wanted, Set<Integer> seen) {
        for (int member : DIRECTORY.linked(Link.MEMBERS, from)) {
            if (type(member) == ObjectType.GROUP
                    && (member == wanted || (seen.add(member) && reaches(member, wanted, seen)))) {
                return true;
            }
        }
        return false;
    }

    private static List<Integer> sizes(Directory directory) {
        return IntStream.of(directory.slots(ObjectType.GROUP))
                .mapToObj(group -> directory.linked(Link.MEMBERS, group).length)
                .toList();
    }

    private static ObjectType type(int slot) {
        DirectoryObject object = DIRECTORY.object(slot);
        return object == null ? ObjectType.ORGANIZATION : object.type();
    }

    private static boolean isTrue(DirectoryObject object, String property) {
        return object.value(object.type().properties().get(property)).asBoolean();
    }

    private static List<DirectoryObject> objects(ObjectType type) {
        return IntStream.of(DIRECTORY.slots(type))
                .mapToObj(DIRECTORY::object)
                .flatMap(Stream::ofNullable)
                .toList();
    }
}
