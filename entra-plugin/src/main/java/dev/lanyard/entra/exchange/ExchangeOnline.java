package dev.lanyard.entra.exchange;

import com.fasterxml.jackson.core.JsonParser;
import dev.lanyard.entra.auth.TokenClaims;
import dev.lanyard.entra.http.PassingTrouble;
import dev.lanyard.entra.http.Retries;
import dev.lanyard.entra.json.Json;
import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The door to Exchange Online: the retries around an {@link ExchangeConnection}, and the pages of what it reads. */
final class ExchangeOnline implements ExchangeDoor, ExchangeGrants {

    private final ExchangeConnection connection;
    private final ExchangeErrors errors;
    private final Retries retries;

    ExchangeOnline(ExchangeConnection connection, ExchangeErrors errors, Retries retries) {
        this.connection = connection;
        this.errors = errors;
        this.retries = retries;
    }

    @Override
    public String address() {
        return connection.path();
    }

    @Override
    public CmdletReply run(Cmdlet cmdlet) {
        List<byte[]> pages = new ArrayList<>();
        CmdletReply reply = new OneCall(cmdlet, connection.address()).send();
        pages.addAll(reply.pages());
        Optional<String> next = next(cmdlet, reply);
        Set<String> followed = new HashSet<>();
        while (next.isPresent()) {
            if (!followed.add(next.get())) {
                throw endless(cmdlet);
            }
            // A further page is asked for with the same cmdlet.
            reply = new OneCall(cmdlet, next.get()).send();
            pages.addAll(reply.pages());
            next = next(cmdlet, reply);
        }
        return reply.succeeded() ? CmdletReply.done(pages, reply.requestId(), reply.inDoubt()) : reply;
    }

    @Override
    public TokenClaims grantedNow() {
        return connection.grantedNow();
    }

    private Optional<String> next(Cmdlet cmdlet, CmdletReply reply) {
        if (cmdlet.changes() || !reply.succeeded()) {
            return Optional.empty();
        }
        Optional<String> link = nextLink(reply.pages().get(0));
        if (link.filter(connection::isForeign).isPresent()) {
            throw ConnectorException.of(
                            ErrorKind.INVALID,
                            "the link to the next page of " + cmdlet.name() + " does not lead to Exchange Online, so it"
                                    + " is not followed: the token must not go elsewhere",
                            "look at proxies and gateways on the way to Exchange Online")
                    .build();
        }
        return link;
    }

    private static ConnectorException endless(Cmdlet cmdlet) {
        return ConnectorException.of(
                        ErrorKind.UNAVAILABLE,
                        "the pages of " + cmdlet.name() + " lead back to one that was read already",
                        "try again later; if it stays so, look at proxies and gateways on the way to Exchange Online")
                .build();
    }

    private static Optional<String> nextLink(byte[] page) {
        try (JsonParser parser = Json.FACTORY.createParser(page)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals("@odata.nextLink")) {
                    return Optional.ofNullable(parser.getValueAsString());
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException impossible) {
            throw new IllegalStateException("the page was a whole JSON text", impossible);
        }
    }

    /** One call on its way to an answer. */
    private final class OneCall {
        private final Cmdlet cmdlet;
        private final String address;
        private boolean inDoubt;

        OneCall(Cmdlet cmdlet, String address) {
            this.cmdlet = cmdlet;
            this.address = address;
        }

        CmdletReply send() {
            try {
                return retries.run(this::attempt);
            } catch (ConnectorException unanswered) {
                if (unanswered.kind() == ErrorKind.CANCELLED && !(inDoubt && cmdlet.changes())) {
                    throw unanswered;
                }
                return CmdletReply.failed(CmdletError.NONE, inDoubt, unanswered);
            }
        }

        private CmdletReply attempt(int number) {
            try {
                ExchangeAnswer answer = connection.send(address, cmdlet, number > 0);
                if (answer.succeeded()) {
                    if (!cmdlet.changes() && !Json.isComplete(answer.body())) {
                        throw errors.unreadable(cmdlet, answer);
                    }
                    return CmdletReply.done(List.of(answer.body()), answer.requestId(), inDoubt);
                }
                CmdletError error = CmdletError.read(answer.body());
                RuntimeException explained = errors.explain(cmdlet, answer, error);
                if (explained instanceof ConnectorException refusal) {
                    return CmdletReply.failed(error, inDoubt, refusal);
                }
                throw explained;
            } catch (PassingTrouble trouble) {
                inDoubt |= trouble.mayHaveBeenDone();
                throw trouble;
            } catch (ConnectorException failure) {
                // Cancelled with the call under way: nobody knows.
                inDoubt |= failure.kind() == ErrorKind.CANCELLED;
                throw failure;
            }
        }
    }
}
