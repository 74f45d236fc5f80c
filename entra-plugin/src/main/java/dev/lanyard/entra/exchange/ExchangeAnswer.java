package dev.lanyard.entra.exchange;

import java.util.Optional;

/**
 * What Exchange answered to one request.
 *
 * @param status the HTTP status
 * @param retryAfter the header {@code Retry-After}, or empty
 * @param requestId the header {@code request-id}, or empty
 * @param body the whole body, possibly empty
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ExchangeAnswer(int status, Optional<String> retryAfter, Optional<String> requestId, byte[] body) {

    boolean succeeded() {
        return status >= 200 && status < 300;
    }
}
