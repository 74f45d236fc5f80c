package dev.lanyard.entra.provision.actions;

import dev.lanyard.entra.provision.accounts.AccountSchema;
import dev.lanyard.entra.provision.accounts.AccountUpdate;
import dev.lanyard.entra.provision.change.ChangeSession;
import dev.lanyard.entra.provision.change.PendingChange;
import dev.lanyard.spi.config.ConfigField;
import dev.lanyard.spi.config.ConfigSchema;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.model.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Sets and takes away attributes of an account, those that are named and no other. */
final class UpdateAction implements Action {

    private static final String CLEAR = "clear";

    private final ActionDescriptor descriptor;

    private UpdateAction(String id, String name, String description, List<ConfigField> attributes) {
        List<ConfigField> arguments = new ArrayList<>(attributes);
        arguments.add(Descriptors.text(
                        CLEAR,
                        "Take away",
                        "Names of further arguments whose attributes are to be taken away, by commas.")
                .build());
        this.descriptor = Descriptors.onAccount(
                id,
                name,
                description,
                new ConfigSchema(arguments, List.of()),
                Descriptors.schema(AttributeChanges.FIELD),
                Descriptors.CHANGING);
    }

    static UpdateAction ofUser() {
        return new UpdateAction(
                "update-user",
                "Update a user",
                "Sets and takes away who the account is: names, identifiers, place of work, and whether it can sign in.",
                AccountSchema.update().fields());
    }

    static UpdateAction ofProfile() {
        return new UpdateAction(
                "update-profile",
                "Update a user's profile",
                "Sets and takes away how to reach the person, where they work, and extensionAttribute1 to 15.",
                AccountSchema.contact());
    }

    @Override
    public ActionDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public void run(PendingChange pending, Map<String, String> arguments, ChangeSession session) {
        Set<String> clear =
                new TreeSet<>(Arrays.stream(arguments.getOrDefault(CLEAR, "").split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList());
        List<String> unfit = clear.stream()
                .filter(name -> name.equals(CLEAR)
                        || arguments.containsKey(name)
                        || descriptor.arguments().field(name).isEmpty())
                .toList();
        if (!unfit.isEmpty()) {
            pending.refused(
                    "invalid",
                    "the action '" + descriptor.id() + "' cannot take away " + String.join(", ", unfit),
                    "name arguments of the action that are not set as well");
            return;
        }
        Attributes.Builder set = Attributes.builder();
        arguments.forEach((name, text) -> {
            if (!name.equals(CLEAR)) {
                set.put(name, text);
            }
        });
        AttributeChanges.tell(
                pending,
                new AccountUpdate(session).update(pending, AccountActions.account(pending), set.build(), clear));
    }
}
