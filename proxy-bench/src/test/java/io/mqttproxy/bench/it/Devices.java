package io.mqttproxy.bench.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Several devices that do the same at the same time. */
record Devices(List<ResendingDevice> all) implements AutoCloseable {

    /** @param servers that each device goes round, the first one first */
    static Devices start(int count, InetSocketAddress... servers) {
        return new Devices(IntStream.range(0, count)
                .mapToObj(index -> ResendingDevice.start("device-" + index, List.of(servers)))
                .toList());
    }

    /** Waits until each has this many more acknowledgements. */
    void awaitAcknowledged(int more) throws InterruptedException {
        int[] goals =
                all.stream().mapToInt(device -> device.acknowledged() + more).toArray();
        for (int index = 0; index < goals.length; index++) {
            all.get(index).awaitAcknowledged(goals[index]);
        }
    }

    /** Waits until each has this many more answers to its pings. */
    void awaitPongs(int more) throws InterruptedException {
        int[] goals = all.stream().mapToInt(device -> device.pongs() + more).toArray();
        for (int index = 0; index < goals.length; index++) {
            all.get(index).awaitPongs(goals[index]);
        }
    }

    /** Waits until each was let in this often. */
    void awaitConnections(int each) throws InterruptedException {
        for (ResendingDevice device : all) {
            device.awaitConnections(each);
        }
    }

    void finish() throws Exception {
        for (ResendingDevice device : all) {
            device.finish();
        }
    }

    int connections() {
        return all.stream().mapToInt(ResendingDevice::connections).sum();
    }

    /** See {@link ResendingDevice#assertStored}. */
    int assertStored(List<ConsumerRecord<byte[], byte[]>> records) {
        return all.stream().mapToInt(device -> device.assertStored(records)).sum();
    }

    @Override
    public void close() throws IOException {
        for (ResendingDevice device : all) {
            device.close();
        }
    }
}
