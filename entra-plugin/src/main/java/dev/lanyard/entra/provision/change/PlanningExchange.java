package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.exchange.Cmdlet;
import dev.lanyard.entra.exchange.CmdletReply;
import dev.lanyard.entra.exchange.ExchangeDoor;
import java.util.List;
import java.util.Optional;

/** Runs what only reads, and notes what would change something, as if all went well. For one thread. */
final class PlanningExchange implements ExchangeDoor {

    private final ExchangeDoor door;
    private final PlanningWriter plan;

    PlanningExchange(ExchangeDoor door, PlanningWriter plan) {
        this.door = door;
        this.plan = plan;
    }

    @Override
    public String address() {
        return door.address();
    }

    @Override
    public CmdletReply run(Cmdlet cmdlet) {
        if (!cmdlet.changes()) {
            return door.run(cmdlet);
        }
        plan.note(cmdlet.planned(address()));
        return CmdletReply.done(List.of(), Optional.empty(), false);
    }
}
