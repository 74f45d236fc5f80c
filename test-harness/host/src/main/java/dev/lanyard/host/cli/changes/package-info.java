/**
 * Commands that change something in the system, one at a time or from a file.
 *
 * <p>{@link dev.lanyard.host.cli.changes.ApplyCommand} reads files. Each of the others makes a
 * {@link dev.lanyard.host.provision.ChangeForm} of its options; {@code ChangeCommand} has it carried out and shows what
 * came of it.
 */
package dev.lanyard.host.cli.changes;
