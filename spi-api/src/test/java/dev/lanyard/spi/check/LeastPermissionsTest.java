package dev.lanyard.spi.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.spi.config.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeastPermissionsTest {

    private static final Permission READ = needed("People.Read", "People.Write", "All.Write");
    private static final Permission WRITE = needed("People.Write", "All.Write");
    private static final Permission SWITCH = needed("People.Switch", "People.Write");
    private static final Permission OWN = new Permission(List.of("All.Write"), "to own", true);

    private static Permission needed(String... anyOf) {
        return new Permission(List.of(anyOf), "for a reason", false);
    }

    @Test
    void alone_theLeastOfEach() {
        assertThat(names(new LeastPermissions().add("people", List.of(READ)).add("switch", List.of(SWITCH))))
                .containsExactly("People.Read", "People.Switch");
    }

    @Test
    void whatAnotherCovers_isLeftOut_andCountedThere() {
        List<NeededPermission> list = new LeastPermissions()
                .add("people", List.of(READ))
                .add("switch", List.of(SWITCH))
                .add("change", List.of(WRITE))
                .list(Optional.empty());
        assertThat(list)
                .containsExactly(new NeededPermission(
                        "People.Write", List.of("people", "switch", "change"), false, Optional.empty()));
    }

    @Test
    void optional_makesNothingGreater_andStandsBehind() {
        List<NeededPermission> list = new LeastPermissions()
                .add("own", List.of(OWN))
                .add("people", List.of(READ))
                .add("change", List.of(WRITE))
                .list(Optional.empty());
        assertThat(list).extracting(NeededPermission::name).containsExactly("People.Write", "All.Write");
        assertThat(list).extracting(NeededPermission::optional).containsExactly(false, true);
        assertThat(list.get(1).capabilities()).containsExactly("own");
    }

    @Test
    void optional_ofOneCapability_isNotSwallowedByThatOfAnother() {
        Permission reading = new Permission(List.of("Log.Read", "All.Write"), "to read the log", true);
        List<NeededPermission> list = new LeastPermissions()
                .add("log", List.of(reading))
                .add("own", List.of(OWN))
                .list(Optional.empty());
        assertThat(list).extracting(NeededPermission::name).containsExactly("All.Write", "Log.Read");
        assertThat(list).extracting(NeededPermission::capabilities).containsExactly(List.of("own"), List.of("log"));
    }

    @Test
    void granted_countsWhatDoesAsWell() {
        LeastPermissions needs =
                new LeastPermissions().add("people", List.of(READ)).add("own", List.of(OWN));
        assertThat(needs.list(Optional.of(Set.of("People.Write"))))
                .extracting(NeededPermission::granted)
                .containsExactly(Optional.of(true), Optional.of(false));
        assertThat(needs.list(Optional.of(Set.of())))
                .extracting(NeededPermission::granted)
                .containsExactly(Optional.of(false), Optional.of(false));
    }

    @Test
    void changesThatAreBlocked_leaveAReportUsable_streamsDoNot() {
        Finding finding = new Finding("People.Write", "People.Write is missing", "grant it");
        ChangeStatus blocked = new ChangeStatus("change", Readiness.BLOCKED, List.of(finding), List.of());
        CapabilityStatus stream = new CapabilityStatus("people", Readiness.BLOCKED, List.of(finding));
        assertThat(new CheckReport(List.of(), List.of(blocked), List.of(), List.of()).usable())
                .isTrue();
        assertThat(new CheckReport(List.of(stream)).usable()).isFalse();
        assertThatThrownBy(() -> new ChangeStatus("change", Readiness.DEGRADED, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> names(LeastPermissions needs) {
        return needs.list(Optional.empty()).stream().map(NeededPermission::name).toList();
    }
}
