package io.mqttproxy.bench.compare;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The records that the proxy would write: the client id as key, its three usual headers, a value of that size. */
final class BaselineRecords {
    private final String topic;
    private final byte[] value;
    private final byte[][] keys;
    private final Header[][] headers;

    BaselineRecords(ProducerOrder order, String topic) {
        this.topic = topic;
        value = new byte[order.size()];
        new Random(1).nextBytes(value);
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

    /** The next record of a client; its value is copied, as the proxy copies it out of the network's buffer. */
    ProducerRecord<byte[], byte[]> next(int client) {
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, null, System.currentTimeMillis(), keys[client], value.clone());
        for (Header header : headers[client]) {
            message.headers().add(header);
        }
        return message;
    }
}
