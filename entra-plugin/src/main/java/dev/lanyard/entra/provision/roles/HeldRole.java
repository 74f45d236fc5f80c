package dev.lanyard.entra.provision.roles;

import dev.lanyard.entra.provision.change.PrivilegedSchedule;
import dev.lanyard.spi.error.ConnectorException;
import java.util.List;
import java.util.Optional;

/**
 * What a principal has of a role in one scope.
 *
 * @param assignment the id of the plain assignment, which every way of having the role at this moment has; not asked
 *     for unless the role is held for good
 * @param schedules PIM's, of those who have the role or of those who may activate it
 * @param unreadable why PIM's schedules could not be read, or empty
 */
record HeldRole(
        Optional<String> assignment, List<PrivilegedSchedule> schedules, Optional<ConnectorException> unreadable) {

    /** Whether it is held for good; without PIM there is no other way. */
    boolean endlessly() {
        return schedules.stream().anyMatch(PrivilegedSchedule::endless)
                || (assignment.isPresent() && schedules.isEmpty());
    }

    /** The schedule that somebody has given, with or without an end. */
    Optional<PrivilegedSchedule> given() {
        return schedules.stream().filter(schedule -> !schedule.activated()).findFirst();
    }

    /** Whether it is held until some end, given or activated. */
    boolean forATime() {
        return schedules.stream().anyMatch(schedule -> !schedule.endless());
    }
}
