package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.config.FieldType;
import dev.lanyard.spi.model.Attributes;
import java.util.List;
import java.util.Optional;

/**
 * The ticket under which something is given through Privileged Identity Management, where its rules want one.
 *
 * @param number the ticket's number
 * @param system where the ticket is kept, or empty
 */
public record Ticket(String number, Optional<String> system) {

    /** The option with the number. */
    public static final String NUMBER = "ticketNumber";

    /** The option with the system. */
    public static final String SYSTEM = "ticketSystem";

    /** What a grant can say of it. */
    public static final ConfigSchema OPTIONS = new ConfigSchema(
            List.of(
                    field(NUMBER, "Ticket number", "The ticket under which this is given.", "4711"),
                    field(SYSTEM, "Ticket system", "Where that ticket is kept.", "service desk")),
            List.of());

    private static ConfigField field(String name, String displayName, String what, String example) {
        return ConfigField.named(name, displayName, new FieldType.Text(Optional.empty(), "text"))
                .description(what + " Only where PIM's rules want a ticket.")
                .example(example)
                .build();
    }

    /**
     * Reads a grant's options.
     *
     * @param options with {@link #NUMBER} and {@link #SYSTEM}, if there is a ticket
     * @return the ticket, or empty
     */
    public static Optional<Ticket> of(Attributes options) {
        return options.text(NUMBER).map(number -> new Ticket(number, options.text(SYSTEM)));
    }

    /**
     * Writes it as Graph wants it.
     *
     * @return the value of {@code ticketInfo}
     */
    public JsonBody body() {
        JsonBody body = new JsonBody().put("ticketNumber", number);
        system.ifPresent(text -> body.put("ticketSystem", text));
        return body;
    }
}
