package dev.lanyard.host.cli.describe;

import dev.lanyard.host.cli.common.TextTable;
import dev.lanyard.host.cli.common.Words;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.describe.ChangeDescriptor;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import java.util.List;
import java.util.stream.Collectors;

/** What a connector can change and do besides, as tables for people. */
final class ChangeTables {

    private final ConnectorDescriptor descriptor;

    ChangeTables(ConnectorDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    TextTable changes() {
        TextTable table = new TextTable("CHANGE", "KIND", "OF", "ENTITLEMENTS", "HAD", "ROLES FOR SOME", "DESCRIPTION");
        for (ChangeDescriptor change : descriptor.changes()) {
            table.row(
                    change.id(),
                    Words.of(change.kind()),
                    change.resourceType(),
                    orDash(DescriptorPage.joined(change.entitlements())),
                    orDash(change.holdings().stream().sorted().map(Words::of).collect(Collectors.joining(", "))),
                    roles(change.privilegedRoles()),
                    change.description());
        }
        return table;
    }

    TextTable actions() {
        TextTable table = new TextTable("ACTION", "ON", "ROLES FOR SOME", "DESCRIPTION");
        for (ActionDescriptor action : descriptor.actions()) {
            table.row(
                    action.id(),
                    action.resourceType().orElse("-"),
                    roles(action.privilegedRoles()),
                    action.description());
        }
        return table;
    }

    TextTable permissions() {
        TextTable table = new TextTable("CHANGE", "PERMISSION", "NEEDED", "PURPOSE");
        descriptor.changes().forEach(each -> DescriptorPage.addPermissions(table, each.id(), each.permissions()));
        descriptor.actions().forEach(each -> DescriptorPage.addPermissions(table, each.id(), each.permissions()));
        return table;
    }

    /** Whether there is anything to say in {@link #fields()}. */
    boolean takeSomething() {
        return descriptor.changes().stream()
                        .anyMatch(each -> each.furtherAttributes()
                                || !each.attributes().fields().isEmpty())
                || descriptor.actions().stream()
                        .anyMatch(each -> !(each.arguments().fields().isEmpty()
                                && each.results().fields().isEmpty()));
    }

    TextTable fields() {
        TextTable table = new TextTable("CHANGE", "NAME", "TYPE", "NEEDED", "DESCRIPTION");
        for (ChangeDescriptor change : descriptor.changes()) {
            add(table, change.id(), change.attributes());
            if (change.furtherAttributes()) {
                table.row(change.id(), "any other", "-", "no", "Attributes under the system's own names.");
            }
        }
        for (ActionDescriptor action : descriptor.actions()) {
            add(table, action.id(), action.arguments());
            action.results()
                    .fields()
                    .forEach(field -> table.row(
                            action.id(),
                            field.name(),
                            DescriptorPage.type(field.type()),
                            "answered",
                            field.description()));
        }
        return table;
    }

    private static void add(TextTable table, String what, ConfigSchema schema) {
        for (ConfigField field : schema.fields()) {
            table.row(
                    what,
                    field.name(),
                    DescriptorPage.type(field.type()),
                    DescriptorPage.needed(field),
                    field.description());
        }
    }

    private static String roles(List<String> roles) {
        return orDash(String.join(" or ", roles));
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
