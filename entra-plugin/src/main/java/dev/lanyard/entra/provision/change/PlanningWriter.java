package dev.lanyard.entra.provision.change;

import dev.lanyard.entra.graph.GraphPath;
import dev.lanyard.entra.graph.GraphWrite;
import dev.lanyard.entra.graph.GraphWriter;
import dev.lanyard.entra.graph.WriteReply;
import dev.lanyard.spi.provision.PlannedCall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Notes what would be sent, and answers as Graph would if all went well: a new object has the id
 * {@value GraphPath#NEW_ID}. For one thread.
 */
public final class PlanningWriter implements GraphWriter {

    private final List<PlannedCall> calls = new ArrayList<>();

    PlanningWriter() {}

    @Override
    public WriteReply write(GraphWrite write) {
        calls.add(write.planned());
        byte[] body = ("{\"id\":\"" + GraphPath.NEW_ID + "\"}").getBytes(StandardCharsets.UTF_8);
        return new WriteReply(200, body, "", Optional.empty(), false, Optional.empty());
    }

    @Override
    public List<WriteReply> write(List<GraphWrite> writes) {
        return writes.stream().map(this::write).toList();
    }

    /** Notes a call to another service. */
    void note(PlannedCall call) {
        calls.add(call);
    }

    List<PlannedCall> calls() {
        return calls;
    }
}
