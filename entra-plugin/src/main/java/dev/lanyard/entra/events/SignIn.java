package dev.lanyard.entra.events;

import java.time.Instant;

/**
 * An entry of the log of sign-ins.
 *
 * @param id identifies the entry
 * @param at when
 * @param user the user's object id
 * @param appId the application, by the id that it has in every tenant; empty if the log names none
 * @param successful whether the user was let in
 */
record SignIn(String id, Instant at, String user, String appId, boolean successful) {}
