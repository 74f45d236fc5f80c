package dev.lanyard.contract.little;

import dev.lanyard.contract.little.LittleClient.Written;
import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConfigProblem;
import dev.lanyard.spi.config.Secret;
import dev.lanyard.spi.describe.ActionDescriptor;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.model.Refusal;
import dev.lanyard.spi.model.ResourceId;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.OperationId;
import dev.lanyard.spi.provision.Outcome;
import dev.lanyard.spi.provision.PasswordChoice;
import dev.lanyard.spi.provision.PlannedCall;
import dev.lanyard.spi.vault.Vault;
import dev.lanyard.spi.vault.VaultKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Changes people, teams, who is in them and their keys. The service takes every write twice without harm. */
public class LittleChanges {

    protected static final Set<String> ATTRIBUTES = Set.of("name", "note");

    protected final LittleClient client;
    protected final Vault vault;
    private final LittlePlugin plugin;

    public LittleChanges(LittlePlugin plugin, LittleClient client, HostServices host) {
        this.plugin = plugin;
        this.client = client;
        this.vault = host.vault();
    }

    public List<ChangeResult> apply(List<ChangeRequest> requests) {
        List<ChangeResult> results = requests.stream().map(this::result).toList();
        if (results.stream().anyMatch(result -> result.outcome() instanceof Outcome.Changed)) {
            try {
                settle();
            } catch (ConnectorException unseen) {
                // It is changed, whether it can be seen or not.
            }
        }
        return results;
    }

    /** Waits until reads show what was changed. */
    protected void settle() {
        client.settle();
    }

    protected ChangeResult result(ChangeRequest request) {
        try {
            client.refuseIfEnded();
            if (!isDescribed(request)) {
                throw error(
                        ErrorKind.UNSUPPORTED,
                        "this is not offered: " + request.change().kind());
            }
            return carryOut(request);
        } catch (ConnectorException failed) {
            return new ChangeResult(request.operation(), new Outcome.Failed(failed));
        }
    }

    protected boolean isDescribed(ChangeRequest request) {
        return request.change() instanceof Change.RunAction action
                ? plugin.descriptor().action(action.action()).isPresent()
                : plugin.descriptor().change(request.change()).isPresent();
    }

    protected static ConnectorException error(ErrorKind kind, String what) {
        return ConnectorException.of(kind, what, "ask for something else").build();
    }

    private ChangeResult carryOut(ChangeRequest request) {
        OperationId operation = request.operation();
        Change change = request.change();
        if (request.dryRun()) {
            return new ChangeResult(operation, plan(change));
        } else if (change instanceof Change.RunAction action) {
            return run(operation, action);
        } else if (change instanceof Change.GrantAccess grant) {
            return new ChangeResult(operation, grant(grant.grant()));
        } else if (change instanceof Change.RevokeAccess revoke) {
            return new ChangeResult(operation, revoke(revoke.grant()));
        }
        if (change instanceof Change.RotateCredential rotate
                && !rotate.resource().type().equals("person")) {
            return keys().rotate(operation, rotate);
        }
        ResourceId resource = resourceOf(operation, change);
        Outcome outcome = onResource(operation, change, resource);
        return new ChangeResult(operation, outcome, Optional.of(resource), Map.of(), List.of(), Optional.empty());
    }

    protected LittleKeys keys() {
        return new LittleKeys(client, vault);
    }

    protected Outcome plan(Change change) {
        return new Outcome.Planned(List.of(new PlannedCall("little", "PUT", "/" + change.subject(), "")));
    }

    private ResourceId resourceOf(OperationId operation, Change change) {
        return change instanceof Change.CreateResource create
                ? new ResourceId(create.type(), newId(operation))
                : ResourceId.parse(change.subject());
    }

    /** The id of what an operation makes, the same however often it is asked for. */
    protected String newId(OperationId operation) {
        return idOf(operation);
    }

    static String idOf(OperationId operation) {
        return "n" + Integer.toHexString(operation.value().hashCode());
    }

    private Outcome onResource(OperationId operation, Change change, ResourceId resource) {
        String path = (resource.type().equals("person") ? "/people/" : "/teams/") + resource.id();
        if (change instanceof Change.CreateResource create) {
            Map<String, String> fields = new TreeMap<>();
            create.attributes()
                    .names()
                    .forEach(name -> fields.put(name, known(create.attributes().text(name), name)));
            return create(operation, resource, path, fields, create.password().orElse(new PasswordChoice.None()));
        } else if (change instanceof Change.UpdateResource update) {
            return update(update, path);
        } else if (change instanceof Change.SetEnabled set) {
            return setEnabled(set.enabled(), path);
        } else if (change instanceof Change.DeleteResource) {
            return delete(path);
        } else if (change instanceof Change.RotateCredential rotate) {
            return withPassword(operation, resource, rotate.password(), "POST", path, new TreeMap<>());
        }
        return outcome(client.write("POST", path + "/restore", Map.of()));
    }

    protected Outcome setEnabled(boolean enabled, String path) {
        return outcome(client.write("POST", path, Map.of("enabled", String.valueOf(enabled))));
    }

    protected Outcome create(
            OperationId operation, ResourceId made, String path, Map<String, String> fields, PasswordChoice choice) {
        return choice instanceof PasswordChoice.None
                ? outcome(client.write("PUT", path, fields))
                : withPassword(operation, made, choice, "PUT", path, fields);
    }

    protected String known(Optional<String> value, String name) {
        if (!ATTRIBUTES.contains(name)) {
            throw error(ErrorKind.INVALID, "there is no attribute '" + name + "' to set");
        }
        return value.orElseThrow(() -> error(ErrorKind.INVALID, "the attribute '" + name + "' takes text"));
    }

    protected Outcome update(Change.UpdateResource update, String path) {
        Map<String, String> fields = new TreeMap<>();
        update.set().names().forEach(name -> fields.put(name, known(update.set().text(name), name)));
        update.clear().forEach(name -> fields.put(name, known(Optional.of(""), name)));
        return outcome(client.write("POST", path, fields));
    }

    protected Outcome delete(String path) {
        Written written = client.write("DELETE", path, Map.of());
        return written == Written.MISSING ? new Outcome.AlreadySo() : outcome(written);
    }

    /** Writes a password: it is in the vault before it is on its way, under the operation until it counts. */
    protected Outcome withPassword(
            OperationId operation,
            ResourceId owner,
            PasswordChoice choice,
            String method,
            String path,
            Map<String, String> fields) {
        VaultKey pending = new VaultKey("password", "operation/" + operation);
        Secret password = vault.get(pending).orElseGet(() -> chosen(choice));
        keepPending(pending, owner, password);
        fields.put("password", password.reveal(value -> value));
        Outcome outcome = writePassword(method, path, fields);
        keep(owner, password, outcome);
        vault.remove(pending);
        return outcome;
    }

    protected void keepPending(VaultKey pending, ResourceId owner, Secret password) {
        vault.put(pending, owner.text(), password);
    }

    protected Outcome writePassword(String method, String path, Map<String, String> fields) {
        return outcome(client.write(method, path, fields));
    }

    protected void keep(ResourceId owner, Secret password, Outcome outcome) {
        if (outcome instanceof Outcome.Changed || outcome instanceof Outcome.AlreadySo) {
            vault.put(new VaultKey("password", owner.text()), owner.text(), password);
        }
    }

    protected static Secret chosen(PasswordChoice choice) {
        return choice instanceof PasswordChoice.Supplied supplied
                ? supplied.password()
                : Secret.of("Pw-" + UUID.randomUUID());
    }

    protected Outcome grant(GrantKey grant) {
        if (!accepts(grant)) {
            return new Outcome.Refused(
                    new Refusal(
                            "principal-type",
                            "this cannot be given to a " + grant.principal().type()),
                    "choose somebody else");
        }
        return outcome(client.write("PUT", path(grant), Map.of()));
    }

    protected boolean accepts(GrantKey grant) {
        return plugin.entitlements().stream()
                .anyMatch(each -> each.slug().equals(grant.entitlement().slug())
                        && each.principalTypes().contains(grant.principal().type()));
    }

    protected Outcome revoke(GrantKey grant) {
        Written written = client.write("DELETE", path(grant), Map.of());
        return written == Written.MISSING ? new Outcome.AlreadySo() : outcome(written);
    }

    protected static String path(GrantKey grant) {
        return "/teams/" + grant.entitlement().resource().id() + "/"
                + grant.entitlement().slug() + "/" + grant.principal().type() + "/"
                + grant.principal().id();
    }

    protected static Outcome outcome(Written written) {
        return switch (written) {
            case CHANGED -> new Outcome.Changed();
            case SAME -> new Outcome.AlreadySo();
            case MISSING -> new Outcome.Failed(error(ErrorKind.NOT_FOUND, "it does not exist"));
            case REFUSED -> new Outcome.Refused(new Refusal("refused", "the service does not allow it"), "none");
        };
    }

    private ChangeResult run(OperationId operation, Change.RunAction action) {
        ActionDescriptor descriptor =
                plugin.descriptor().action(action.action()).orElseThrow();
        refuse(descriptor.arguments().validate(action.arguments()));
        String team = action.target().map(ResourceId::id).orElse("");
        String[] row = client.rows("/teams", "size=1000&from=0").rows().stream()
                .filter(cells -> cells[0].equals(team))
                .findFirst()
                .orElseThrow(() -> error(ErrorKind.NOT_FOUND, "there is no team '" + team + "'"));
        String role = action.arguments().getOrDefault("role", "member");
        long count = List.of(row).stream()
                .filter(cell -> cell.startsWith(role + "/"))
                .count();
        return new ChangeResult(
                operation,
                new Outcome.AlreadySo(),
                action.target(),
                Map.of("count", count(count)),
                List.of(),
                Optional.empty());
    }

    protected String count(long number) {
        return String.valueOf(number);
    }

    protected void refuse(List<ConfigProblem> problems) {
        if (!problems.isEmpty()) {
            throw error(
                    ErrorKind.INVALID,
                    problems.get(0).field() + ": " + problems.get(0).message());
        }
    }
}
