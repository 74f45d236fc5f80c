package dev.lanyard.simulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TenantTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final Tenant tenant =
            new Tenant("tenant", TenantGenerator.generate(new TenantShape(20, 20, 60, 1), "tenant"), new TestClock());

    private final class TestClock implements InstantSource {
        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void aChange_makesANewVersion_andLeavesTheOldOneAsItWas() {
        Directory before = tenant.current();
        String user = id(before, ObjectType.USER, 0);

        tenant.rename(user, "Other");

        assertThat(Objects.requireNonNull(tenant.current().object(user)).text("displayName"))
                .isEqualTo("Other");
        assertThat(Objects.requireNonNull(before.object(user)).text("displayName"))
                .isNotEqualTo("Other");
        assertThat(tenant.at(before.version())).containsSame(before);
        assertThat(tenant.changes(before.version(), before.version() + 1)).hasSize(1);
    }

    @Test
    void aReadLag_hidesAChangeForAWhile() {
        tenant.setReadLag(Duration.ofSeconds(5));
        String user = id(tenant.current(), ObjectType.USER, 0);
        tenant.rename(user, "Other");

        assertThat(Objects.requireNonNull(tenant.visible().object(user)).text("displayName"))
                .isNotEqualTo("Other");
        now = now.plusSeconds(5);
        assertThat(Objects.requireNonNull(tenant.visible().object(user)).text("displayName"))
                .isEqualTo("Other");
    }

    @Test
    void deleting_takesTheObjectOutOfEveryGroup_andRestoringBringsItBackThere() {
        String group = emptyGroup();
        String user = id(tenant.current(), ObjectType.USER, 3);
        tenant.addMember(group, user);

        tenant.delete(user, false);
        assertThat(tenant.current().object(user)).isNull();
        assertThat(tenant.current().linked(Link.MEMBERS, tenant.current().slot(group)))
                .isEmpty();
        assertThat(tenant.current().count(ObjectType.USER)).isEqualTo(19);

        tenant.restore(user);
        assertThat(tenant.current().object(user)).isNotNull();
        assertThat(tenant.current().linked(Link.MEMBERS, tenant.current().slot(group)))
                .containsExactly(tenant.current().slot(user));
    }

    @Test
    void whatHangsBetweenTwoDeletedObjects_comesBackWithTheLaterOfThem() {
        String group = emptyGroup();
        String user = id(tenant.current(), ObjectType.USER, 3);
        String application = id(tenant.current(), ObjectType.SERVICE_PRINCIPAL, 1);
        tenant.addMember(group, user);
        String assignment = tenant.assignAppRole(user, application, AccessObjects.DEFAULT_ACCESS);

        tenant.delete(group, false);
        tenant.delete(application, false);
        tenant.delete(user, false);
        tenant.restore(group);
        tenant.restore(application);
        assertThat(tenant.current().linked(Link.MEMBERS, tenant.current().slot(group)))
                .isEmpty();
        assertThat(tenant.current().object(assignment)).isNull();
        tenant.restore(user);

        Directory now = tenant.current();
        assertThat(now.linked(Link.MEMBERS, now.slot(group))).containsExactly(now.slot(user));
        assertThat(now.linked(Link.ASSIGNMENTS, now.slot(user))).contains(now.slot(assignment));
        assertThat(now.linked(Link.ASSIGNED_TO, now.slot(application))).contains(now.slot(assignment));
    }

    @Test
    void links_areMadeAndTakenAwayOnce() {
        String group = emptyGroup();
        String user = id(tenant.current(), ObjectType.USER, 3);
        tenant.addMember(group, user);

        assertThatThrownBy(() -> tenant.addMember(group, user)).isInstanceOf(IllegalArgumentException.class);
        tenant.removeMember(group, user);
        assertThatThrownBy(() -> tenant.removeMember(group, user)).isInstanceOf(IllegalArgumentException.class);
        tenant.addOwner(group, user);
        tenant.removeOwner(group, user);
        tenant.setManager(user, null);
        assertThat(tenant.current().manager(tenant.current().slot(user))).isEqualTo(-1);
    }

    @Test
    void whatIsNotThere_cannotBeChanged() {
        String nobody = "11111111-2222-4333-8444-555555555555";
        String user = id(tenant.current(), ObjectType.USER, 3);

        assertThatThrownBy(() -> tenant.rename(nobody, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tenant.restore(nobody)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tenant.update(user, Map.of("shoeSize", 43)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> tenant.add(Objects.requireNonNull(tenant.current().object(user))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anObject_keepsItsValues() {
        DirectoryObject user = DirectoryObject.of(
                ObjectType.USER,
                "11111111-2222-4333-8444-555555555555",
                Map.of("displayName", "Quote \" tab \t 🚀", "accountEnabled", true, "otherMails", List.of()));

        assertThat(user.text("displayName")).isEqualTo("Quote \" tab \t 🚀");
        assertThat(user.isSet(ObjectType.USER.properties().get("otherMails"))).isFalse();
        assertThat(user.with(Map.of("mail", "a@b.example")).text("displayName")).isEqualTo("Quote \" tab \t 🚀");
    }

    private String emptyGroup() {
        Directory directory = tenant.current();
        for (int slot : directory.slots(ObjectType.GROUP)) {
            DirectoryObject group = directory.object(slot);
            if (group != null && directory.linked(Link.MEMBERS, slot).length == 0) {
                return group.id();
            }
        }
        throw new AssertionError("no empty group");
    }

    private static String id(Directory directory, ObjectType type, int number) {
        return Objects.requireNonNull(directory.object(directory.slots(type)[number]))
                .id();
    }
}
