package dev.lanyard.contract.little;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The faults that the service makes, as the admin protocol sets them. */
final class LittleFaults {

    private static final class Active {
        final JsonNode fault;
        int skip;
        int count;

        Active(JsonNode fault) {
            this.fault = fault;
            this.skip = fault.path("skip").asInt(0);
            this.count = fault.path("count").asInt(Integer.MAX_VALUE);
        }

        boolean strikes(String endpoint) {
            String where = fault.path("endpoint").asText();
            boolean matches = where.equals(endpoint) || (where.equals("*") && !endpoint.equals("POST /login"));
            if (!matches || count == 0) {
                return false;
            }
            if (skip > 0) {
                skip--;
                return false;
            }
            count--;
            return true;
        }
    }

    private List<Active> active = new ArrayList<>();

    synchronized void replace(JsonNode faults) {
        active = new ArrayList<>();
        faults.forEach(fault -> active.add(new Active(fault)));
        notifyAll();
    }

    /** Makes the next fault that is due for an endpoint; answers whether it sent an answer of its own. */
    boolean happened(String endpoint, LittleAnswer answer) throws IOException {
        JsonNode fault;
        synchronized (this) {
            fault = active.stream()
                    .filter(each -> each.strikes(endpoint))
                    .findFirst()
                    .map(each -> each.fault)
                    .orElse(null);
        }
        if (fault == null) {
            return false;
        }
        switch (fault.path("kind").asText()) {
            case "status" -> answer.send(fault.path("status").asInt(), "a fault on purpose");
            case "throttle" -> answer.throttle(fault.path("retryAfterSeconds").asInt());
            case "delay" -> {
                delay(fault.path("delayMillis").asLong());
                return false;
            }
            case "dropAfter" -> {
                answer.lose();
                return false;
            }
            case "drop" -> answer.drop();
            case "truncate" -> answer.truncate();
            case "malformed" -> answer.page("text/tab-separated-values", "{\u0000not a row\u0000");
            case "contentType" -> answer.page("text/html", "<html>Sign in to the guest network</html>");
            case "redirect" -> answer.redirect(fault.path("location").asText());
            case "foreignNextLink" -> {
                answer.continueAt(fault.path("location").asText());
                return false;
            }
            case "emptyPage" -> {
                answer.empty();
                return false;
            }
            default -> throw new IllegalArgumentException("no such fault: " + fault);
        }
        return true;
    }

    /** Waits, but not longer than the fault stands. */
    private synchronized void delay(long millis) {
        List<Active> standing = active;
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            while (active == standing && System.nanoTime() < end) {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }
}
