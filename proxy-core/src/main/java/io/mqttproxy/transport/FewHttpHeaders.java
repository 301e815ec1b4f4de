package io.mqttproxy.transport;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;

/**
 * Refuses a message with more than 100 headers. A header of four bytes takes a hundred bytes of heap,
 * so a limit on the bytes received would not bound the memory that a client can claim.
 */
final class FewHttpHeaders extends DefaultHttpHeaders {
    static final HttpHeadersFactory FACTORY = new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
            return new FewHttpHeaders();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return new FewHttpHeaders();
        }
    };

    /** A browser behind several proxies sends about thirty headers. */
    static final int MAX_HEADERS = 100;

    private FewHttpHeaders() {
        super(
                DefaultHttpHeadersFactory.headersFactory().getNameValidator(),
                DefaultHttpHeadersFactory.headersFactory().getValueValidator());
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        requireRoom();
        return super.add(name, value);
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        requireRoom();
        return super.add(name, value);
    }

    /**
     * Throws if there is no room for another header; Netty's decoder then treats the request as
     * malformed.
     */
    private void requireRoom() {
        if (size() >= MAX_HEADERS) {
            throw new IllegalArgumentException("more than " + MAX_HEADERS + " headers");
        }
    }
}
