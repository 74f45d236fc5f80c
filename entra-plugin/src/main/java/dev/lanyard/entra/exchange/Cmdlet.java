package dev.lanyard.entra.exchange;

import dev.lanyard.entra.json.JsonBody;
import dev.lanyard.spi.provision.PlannedCall;

/**
 * A cmdlet to be run.
 *
 * @param name for example {@code Add-DistributionGroupMember}
 * @param parameters its parameters, under Exchange's names
 * @param changes whether it changes something; one that does must be harmless to run twice
 */
public record Cmdlet(String name, JsonBody parameters, boolean changes) {

    /**
     * A cmdlet that only reads.
     *
     * @param name its name
     * @param parameters its parameters
     * @return the cmdlet
     */
    public static Cmdlet reading(String name, JsonBody parameters) {
        return new Cmdlet(name, parameters, false);
    }

    /**
     * A cmdlet that changes something, and that does the same, or is refused, when it is run again.
     *
     * @param name its name
     * @param parameters its parameters
     * @return the cmdlet
     */
    public static Cmdlet changing(String name, JsonBody parameters) {
        return new Cmdlet(name, parameters, true);
    }

    /** What is sent. */
    JsonBody body() {
        return new JsonBody()
                .put("CmdletInput", new JsonBody().put("CmdletName", name).put("Parameters", parameters));
    }

    /** Names it for counters and errors; every cmdlet goes to the same address. */
    String endpoint() {
        return "POST /adminapi/" + name;
    }

    /**
     * Shows it to a person.
     *
     * @param address where it would be sent, without the host
     * @return the call
     */
    public PlannedCall planned(String address) {
        return new PlannedCall(ExchangeDoor.SERVICE, "POST", address, body().shown());
    }
}
