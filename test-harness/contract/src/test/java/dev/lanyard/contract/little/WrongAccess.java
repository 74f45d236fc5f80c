package dev.lanyard.contract.little;

import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.model.EntitlementId;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.util.List;
import java.util.Map;

/** Plugins that give and take access in a way that nobody asked for. */
public final class WrongAccess {

    private WrongAccess() {}

    /** Says of every grant that it is new. */
    public static final class GrantsAnew extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome grant(GrantKey grant) {
                    Outcome outcome = super.grant(grant);
                    return outcome instanceof Outcome.AlreadySo ? new Outcome.Changed() : outcome;
                }
            };
        }
    }

    /** Has the service find out who may not be given what. */
    public static final class SendsEverything extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected boolean accepts(GrantKey grant) {
                    return true;
                }
            };
        }
    }

    /** Gives teams nothing, although it says that it does. */
    public static final class PeopleOnly extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected boolean accepts(GrantKey grant) {
                    return super.accepts(grant) && grant.principal().type().equals("person");
                }
            };
        }
    }

    /** Does not wait until reads show what it has written. */
    public static final class NeverSettles extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected void settle() {
                    // It will show some time.
                }
            };
        }
    }

    /** Does nothing of what it is asked if there is something that it cannot do. */
    public static final class AllOrNothing extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                public List<ChangeResult> apply(List<ChangeRequest> requests) {
                    if (requests.stream().allMatch(this::isDescribed)) {
                        return super.apply(requests);
                    }
                    return requests.stream()
                            .map(request -> new ChangeResult(
                                    request.operation(),
                                    new Outcome.Failed(error(ErrorKind.UNSUPPORTED, "not all of this is offered"))))
                            .toList();
                }
            };
        }
    }

    /** Gives whoever leads a team its membership as well. */
    public static final class TwoForOne extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome grant(GrantKey grant) {
                    EntitlementId membership =
                            new EntitlementId(grant.entitlement().resource(), "member");
                    if (!grant.entitlement().equals(membership) && accepts(grant)) {
                        client.write("PUT", path(GrantKey.direct(membership, grant.principal())), Map.of());
                    }
                    return super.grant(grant);
                }
            };
        }
    }
}
