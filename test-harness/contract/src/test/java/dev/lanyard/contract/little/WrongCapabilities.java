package dev.lanyard.contract.little;

import dev.lanyard.spi.HostServices;
import dev.lanyard.spi.config.ConfigProblem;
import dev.lanyard.spi.model.GrantKey;
import dev.lanyard.spi.provision.Change;
import dev.lanyard.spi.provision.ChangeKind;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;
import java.util.List;

/** Plugins that can do something other than they say. */
public final class WrongCapabilities {

    private WrongCapabilities() {}

    /** Pretends to do what it does not offer. */
    public static final class SaysYes extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected ChangeResult result(ChangeRequest request) {
                    return request.change().kind() == ChangeKind.PURGE
                            ? new ChangeResult(request.operation(), new Outcome.AlreadySo())
                            : super.result(request);
                }
            };
        }
    }

    /** Gives for good what is asked for a time, or to be activated, which it does not offer. */
    public static final class GivesForGood extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected boolean isDescribed(ChangeRequest request) {
                    if (!(request.change() instanceof Change.GrantAccess grant)) {
                        return super.isDescribed(request);
                    }
                    GrantKey forGood = GrantKey.direct(
                            grant.grant().entitlement(), grant.grant().principal());
                    return super.isDescribed(ChangeRequest.of(new Change.GrantAccess(forGood)));
                }
            };
        }
    }

    /** Cannot plan what it can do. */
    public static final class PlansNothing extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected Outcome plan(Change change) {
                    return new Outcome.AlreadySo();
                }
            };
        }
    }

    /** Does at once what it should only plan, where it is of one kind. */
    private abstract static class PlansByDoing extends LittlePlugin {
        private final ChangeKind kind;

        PlansByDoing(ChangeKind kind) {
            this.kind = kind;
        }

        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected ChangeResult result(ChangeRequest request) {
                    ChangeResult planned = super.result(request);
                    if (request.dryRun() && request.change().kind() == kind) {
                        super.result(new ChangeRequest(request.operation(), request.change(), false));
                    }
                    return planned;
                }
            };
        }
    }

    /** Grants at once what it should only plan to. */
    public static final class GrantsByPlanning extends PlansByDoing {
        public GrantsByPlanning() {
            super(ChangeKind.GRANT);
        }
    }

    /** Updates at once what it should only plan to. */
    public static final class UpdatesByPlanning extends PlansByDoing {
        public UpdatesByPlanning() {
            super(ChangeKind.UPDATE);
        }
    }

    /** Runs an action that it should only plan. */
    public static final class ActsByPlanning extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected ChangeResult result(ChangeRequest request) {
                    return super.result(
                            request.change().kind() == ChangeKind.ACTION
                                    ? new ChangeRequest(request.operation(), request.change(), false)
                                    : request);
                }
            };
        }
    }

    /** Takes any text for a choice. */
    public static final class AnyChoice extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected void refuse(List<ConfigProblem> problems) {
                    super.refuse(problems.stream()
                            .filter(problem -> !problem.message().startsWith("must be"))
                            .toList());
                }
            };
        }
    }

    /** Takes arguments as they come. */
    public static final class AnyArgument extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected void refuse(List<ConfigProblem> problems) {
                    // Whoever asks will know why.
                }
            };
        }
    }

    /** Answers in words where a number is promised. */
    public static final class CountsInWords extends LittlePlugin {
        @Override
        protected LittleChanges changes(LittleClient client, HostServices host) {
            return new LittleChanges(this, client, host) {
                @Override
                protected String count(long number) {
                    return number == 0 ? "none" : "some";
                }
            };
        }
    }
}
