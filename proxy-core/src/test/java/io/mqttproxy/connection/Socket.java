package io.mqttproxy.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

/** Stands where the socket is: counts system calls, and can stop taking bytes as a client does that does not read. */
final class Socket extends ChannelOutboundHandlerAdapter {
    private int writes;
    private int flushes;
    private boolean clogged;
    private boolean broken;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        writes++;
        if (broken) {
            ReferenceCountUtil.release(message);
            throw new IllegalStateException("broken");
        }
        context.write(message, promise);
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        flushes++;
        if (!clogged) {
            context.flush();
        }
    }

    void resetCounts() {
        writes = 0;
        flushes = 0;
    }

    int writes() {
        return writes;
    }

    int flushes() {
        return flushes;
    }

    /** From now on a write fails as it never should. */
    void breakDown() {
        broken = true;
    }

    void clog() {
        clogged = true;
    }

    void unclog() {
        clogged = false;
    }
}
