package dev.lanyard.host.cli.changes;

import picocli.CommandLine.Command;

/** {@code lanyard account rotate-password}: the same for the password of an account. */
@Command(name = "rotate-password", description = "Sets a new password of an account.")
final class RotatePasswordCommand extends RotateCommand {}
