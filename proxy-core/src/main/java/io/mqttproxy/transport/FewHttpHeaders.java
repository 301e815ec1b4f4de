package io.mqttproxy.transport;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;

/**
 * Refuses a message with more than 100 headers: a header of four bytes takes a hundred in memory, so that a limit on bytes
 * alone does not bound what a client makes us keep.
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

    /** A browser behind several proxies sends some thirty. */
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

    /** Netty's decoder turns the exception into a request that is malformed. */
    private void requireRoom() {
        if (size() >= MAX_HEADERS) {
            throw new IllegalArgumentException("more than " + MAX_HEADERS + " headers");
        }
    }
}
