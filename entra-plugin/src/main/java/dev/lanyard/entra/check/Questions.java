package dev.lanyard.entra.check;

import com.microsoft.kiota.RequestInformation;
import dev.lanyard.entra.graph.BatchReply;
import dev.lanyard.entra.graph.GraphDoor;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Everything that is to be asked of Graph, sent in batches, so that a check costs a handful of requests however much
 * there is to check. The same question is asked once. For one thread.
 */
final class Questions {

    /** A question, and who wants to hear the answer. */
    private record Question(RequestInformation request, List<Consumer<BatchReply>> listeners) {}

    private final GraphDoor door;
    private Map<String, Question> open = new LinkedHashMap<>();

    Questions(GraphDoor door) {
        this.door = door;
    }

    /** Asks with the next batch. */
    void add(RequestInformation request, Consumer<BatchReply> listener) {
        open.computeIfAbsent(address(request), address -> new Question(request, new ArrayList<>()))
                .listeners()
                .add(listener);
    }

    /** Asks until nobody has a question any more; answers may lead to further ones. */
    void askAll() {
        while (!open.isEmpty()) {
            List<Question> asked = List.copyOf(open.values());
            open = new LinkedHashMap<>();
            List<BatchReply> replies =
                    door.batchOfEach(asked.stream().map(Question::request).toList());
            for (int number = 0; number < asked.size(); number++) {
                BatchReply reply = replies.get(number);
                asked.get(number).listeners().forEach(listener -> listener.accept(reply));
            }
        }
    }

    private static String address(RequestInformation request) {
        try {
            return request.getUri().toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the SDK built an address that is none", impossible);
        }
    }
}
