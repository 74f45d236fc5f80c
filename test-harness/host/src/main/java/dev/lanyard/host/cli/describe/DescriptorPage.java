package dev.lanyard.host.cli.describe;

import dev.lanyard.host.cli.common.TextTable;
import dev.lanyard.host.cli.common.Words;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.config.Permission;
import dev.lanyard.spi.describe.ConnectorDescriptor;
import dev.lanyard.spi.describe.FeedDescriptor;
import dev.lanyard.spi.describe.ResourceTypeDescriptor;
import dev.lanyard.spi.describe.StreamDescriptor;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A connector's description as one page for people: the same tables as text and as Markdown. */
final class DescriptorPage {

    private static final int LONGEST_CELL = 40;

    private final ConnectorDescriptor descriptor;
    private final Map<String, TextTable> sections = new LinkedHashMap<>();

    DescriptorPage(ConnectorDescriptor descriptor) {
        this.descriptor = descriptor;
        sections.put("Settings", settings());
        sections.put("Streams", streams());
        sections.put("Permissions", permissions());
        if (!descriptor.feeds().isEmpty()) {
            sections.put("Feeds", feeds());
            sections.put("Permissions for feeds", permissionsOfFeeds());
        }
        if (descriptor.schema().fields().stream()
                .anyMatch(field -> !field.permissions().isEmpty())) {
            sections.put("Permissions for settings that are switched on", permissionsOfSettings());
        }
        sections.put("Resource types", resourceTypes());
        sections.put("Entitlements", entitlements());
        ChangeTables changes = new ChangeTables(descriptor);
        if (!descriptor.changes().isEmpty()) {
            sections.put("Changes", changes.changes());
        }
        if (!descriptor.actions().isEmpty()) {
            sections.put("Actions", changes.actions());
        }
        if (!(descriptor.changes().isEmpty() && descriptor.actions().isEmpty())) {
            sections.put("Permissions for changes and actions", changes.permissions());
        }
        if (changes.takeSomething()) {
            sections.put("Attributes of changes, arguments and results of actions", changes.fields());
        }
    }

    void printText(PrintWriter out) {
        out.println(title());
        sections.forEach((heading, table) -> {
            out.println();
            out.println(heading);
            table.printWrapped(out, LONGEST_CELL);
        });
    }

    void printMarkdown(PrintWriter out) {
        out.println("# " + title());
        sections.forEach((heading, table) -> {
            out.println();
            out.println("## " + heading);
            out.println();
            table.printMarkdown(out);
        });
    }

    private String title() {
        return descriptor.displayName() + " (" + descriptor.id() + ") " + descriptor.version() + ", SPI version "
                + descriptor.spiVersion();
    }

    private TextTable settings() {
        TextTable table = new TextTable("SETTING", "TYPE", "NEEDED", "DEFAULT", "DESCRIPTION");
        for (ConfigField field : descriptor.schema().fields()) {
            table.row(
                    field.name(),
                    type(field.type()),
                    needed(field),
                    field.defaultValue().orElse("-"),
                    field.description()
                            + field.licence()
                                    .map(licence -> " Needs a licence: " + licence + ".")
                                    .orElse("")
                            + field.example()
                                    .map(example -> " Example: " + example)
                                    .orElse(""));
        }
        return table;
    }

    private TextTable streams() {
        TextTable table = new TextTable("STREAM", "INCREMENTAL", "RESOURCE TYPES", "DESCRIPTION");
        for (StreamDescriptor stream : descriptor.streams()) {
            table.row(
                    stream.id(),
                    stream.incremental() ? "yes" : "no",
                    joined(stream.resourceTypes()),
                    stream.description());
        }
        return table;
    }

    private TextTable feeds() {
        TextTable table = new TextTable("FEED", "TELLS", "EVERY", "RESOURCE TYPES", "DESCRIPTION");
        for (FeedDescriptor feed : descriptor.feeds()) {
            table.row(
                    feed.id(),
                    Words.of(feed.content()),
                    Words.seconds(feed.interval()),
                    joined(feed.resourceTypes()),
                    feed.description()
                            + feed.licence()
                                    .map(licence -> " Needs a licence: " + licence + ".")
                                    .orElse(""));
        }
        return table;
    }

    private TextTable permissionsOfFeeds() {
        TextTable table = new TextTable("FEED", "PERMISSION", "NEEDED", "PURPOSE");
        descriptor.feeds().forEach(feed -> addPermissions(table, feed.id(), feed.permissions()));
        return table;
    }

    private TextTable permissions() {
        TextTable table = new TextTable("STREAM", "PERMISSION", "NEEDED", "PURPOSE");
        descriptor.streams().forEach(stream -> addPermissions(table, stream.id(), stream.permissions()));
        return table;
    }

    private TextTable permissionsOfSettings() {
        TextTable table = new TextTable("SETTING", "PERMISSION", "NEEDED", "PURPOSE");
        descriptor.schema().fields().forEach(field -> addPermissions(table, field.name(), field.permissions()));
        return table;
    }

    static void addPermissions(TextTable table, String what, List<Permission> permissions) {
        for (Permission permission : permissions) {
            table.row(
                    what,
                    String.join(" or ", permission.anyOf()),
                    permission.optional() ? "optional" : "yes",
                    permission.purpose());
        }
    }

    private TextTable resourceTypes() {
        TextTable table = new TextTable("RESOURCE TYPE", "NAME", "TRAITS");
        for (ResourceTypeDescriptor type : descriptor.resourceTypes()) {
            List<String> traits = type.traits().stream()
                    .sorted(Comparator.naturalOrder())
                    .map(Words::of)
                    .toList();
            table.row(type.id(), type.displayName(), traits.isEmpty() ? "-" : String.join(", ", traits));
        }
        return table;
    }

    private TextTable entitlements() {
        TextTable table = new TextTable("ENTITLEMENT", "ON", "PURPOSE", "FOR");
        for (ResourceTypeDescriptor type : descriptor.resourceTypes()) {
            type.entitlements()
                    .forEach(entitlement -> table.row(
                            entitlement.slug(),
                            type.id(),
                            Words.of(entitlement.purpose()),
                            joined(entitlement.principalTypes())));
        }
        return table;
    }

    static String needed(ConfigField field) {
        List<String> parts = new ArrayList<>();
        parts.add(field.required() && field.defaultValue().isEmpty() ? "yes" : "no");
        field.onlyWhen()
                .ifPresent(condition -> parts.add("only when " + condition.field() + "=" + condition.valuesText()));
        return String.join(", ", parts);
    }

    /** A field's type in the words of an administrator. */
    static String type(FieldType type) {
        if (type instanceof FieldType.Text text) {
            return text.expectation();
        } else if (type instanceof FieldType.SecretText) {
            return "secret";
        } else if (type instanceof FieldType.Flag) {
            return "true or false";
        } else if (type instanceof FieldType.Whole whole) {
            return "number from " + whole.minimum() + " to " + whole.maximum();
        } else if (type instanceof FieldType.Time time) {
            return "duration from " + time.minimum() + " to " + time.maximum();
        } else if (type instanceof FieldType.Choice choice) {
            return "one of " + String.join(", ", choice.options());
        } else if (type instanceof FieldType.Address address) {
            return address.scheme() + " URL";
        }
        return "certificates (PEM)";
    }

    static String joined(Set<String> ids) {
        return String.join(", ", ids.stream().sorted().toList());
    }
}
