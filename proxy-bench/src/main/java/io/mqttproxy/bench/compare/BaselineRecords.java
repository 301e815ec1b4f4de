package io.mqttproxy.bench.compare;

import io.mqttproxy.bench.load.Workload;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The records that the proxy would write: the client id as key, its three usual headers, the same payloads. */
final class BaselineRecords {
    private final String topic;
    private final LongFunction<byte[]> values;
    private final byte[][] keys;
    private final Header[][] headers;

    BaselineRecords(Workload load, String topic, boolean withHeaders) {
        this.topic = topic;
        values = load.payloads().values();
        keys = new byte[load.clients()][];
        headers = new Header[load.clients()][];
        Header qos = header("mqtt.qos", Integer.toString(load.qos()));
        for (int client = 0; client < load.clients(); client++) {
            String clientId = load.names().clientId(client);
            keys[client] = clientId.getBytes(StandardCharsets.UTF_8);
            headers[client] = withHeaders
                    ? new Header[] {
                        header("mqtt.topic", load.names().topic(client)), header("mqtt.client.id", clientId), qos
                    }
                    : new Header[0];
        }
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
