package io.mqttproxy.bench.compare;

import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The records that the proxy would write: the client id as key, its three usual headers, the same payloads. */
final class BaselineRecords {
    private final String topic;
    private final LongFunction<byte[]> values;
    private final byte[][] keys;
    private final Header[][] headers;

    BaselineRecords(ProducerOrder order, String topic) {
        this.topic = topic;
        values = order.payloads().values();
        keys = new byte[order.clients()][];
        headers = new Header[order.clients()][];
        Header qos = header("mqtt.qos", Integer.toString(order.qos()));
        IntStream.range(0, order.clients()).forEach(client -> {
            String clientId = order.clientId().replace("{index}", Integer.toString(client));
            String mqttTopic = order.mqttTopic()
                    .replace("{index}", Integer.toString(client))
                    .replace("{clientid}", clientId);
            keys[client] = clientId.getBytes(StandardCharsets.UTF_8);
            headers[client] = order.headers()
                    ? new Header[] {header("mqtt.topic", mqttTopic), header("mqtt.client.id", clientId), qos}
                    : new Header[0];
        });
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A record of one of the clients in turn; its value is copied, as the proxy copies it out of the network's buffer. */
    ProducerRecord<byte[], byte[]> of(long message) {
        int client = (int) (message % keys.length);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, null, System.currentTimeMillis(), keys[client], values.apply(message));
        for (Header header : headers[client]) {
            record.headers().add(header);
        }
        return record;
    }
}
