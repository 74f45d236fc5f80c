package dev.lanyard.spi;

import dev.lanyard.spi.error.ConnectorException;
import dev.lanyard.spi.error.ErrorKind;
import dev.lanyard.spi.provision.ChangeRequest;
import dev.lanyard.spi.provision.ChangeResult;
import dev.lanyard.spi.provision.Outcome;

/** The answer of a connector that only reads. */
final class UnsupportedChange {

    private UnsupportedChange() {}

    static ChangeResult refuse(ChangeRequest request) {
        return new ChangeResult(
                request.operation(),
                new Outcome.Failed(ConnectorException.of(
                                ErrorKind.UNSUPPORTED,
                                "this connector changes nothing in the system that it connects",
                                "make the change in the system itself")
                        .build()));
    }
}
