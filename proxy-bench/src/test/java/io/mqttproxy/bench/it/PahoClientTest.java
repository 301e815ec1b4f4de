package io.mqttproxy.bench.it;

import static io.mqttproxy.bench.it.Records.assertRecord;
import static io.mqttproxy.bench.it.Records.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Paho clients: one for MQTT 3.1 and 3.1.1, another for MQTT 5. */
@ExtendWith(SharedKafka.class)
@Timeout(60)
class PahoClientTest {
    private static final String MQTT_TOPIC = "plant/4/température";
    private static final int MANY = 200;

    @ParameterizedTest(name = "MQTT {0}, QoS {1}")
    @CsvSource({"3.1,0", "3.1,1", "3.1,2", "3.1.1,0", "3.1.1,1", "3.1.1,2"})
    void publishesOfMqtt3ArriveByteForByte(String version, int qos, Lab lab) throws Exception {
        MqttClient client = new MqttClient(uri(lab), "sensor-3", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(
                version.equals("3.1") ? MqttConnectOptions.MQTT_VERSION_3_1 : MqttConnectOptions.MQTT_VERSION_3_1_1);
        client.connect(options);

        client.publish(MQTT_TOPIC, Records.everyByte(), qos, true);

        assertRecord(
                lab.topic().awaitRecord(),
                "sensor-3",
                Records.everyByte(),
                header("mqtt.topic", MQTT_TOPIC),
                header("mqtt.client.id", "sensor-3"),
                header("mqtt.qos", Integer.toString(qos)),
                header("mqtt.retain", "true"));
        client.disconnect();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void publishesOfMqtt5ArriveWithAllTheirProperties(int qos, Lab lab) throws Exception {
        var client = new org.eclipse.paho.mqttv5.client.MqttClient(
                uri(lab), "sensor-5", new org.eclipse.paho.mqttv5.client.persist.MemoryPersistence());
        client.connect();
        MqttProperties properties = new MqttProperties();
        properties.setContentType("text/plain");
        properties.setPayloadFormat(true);
        properties.setMessageExpiryInterval(3600L);
        properties.setResponseTopic("plant/4/answers");
        properties.setCorrelationData(Records.everyByte());
        properties.setUserProperties(List.of(
                new UserProperty("unit", "°C"), new UserProperty("line", "4"), new UserProperty("unit", "Celsius")));

        client.publish(MQTT_TOPIC, new MqttMessage("21.5".getBytes(UTF_8), qos, false, properties));

        assertRecord(
                lab.topic().awaitRecord(),
                "sensor-5",
                "21.5".getBytes(UTF_8),
                header("mqtt.topic", MQTT_TOPIC),
                header("mqtt.client.id", "sensor-5"),
                header("mqtt.qos", Integer.toString(qos)),
                header("mqtt.content.type", "text/plain"),
                header("mqtt.payload.format", "1"),
                header("mqtt.message.expiry", "3600"),
                header("mqtt.response.topic", "plant/4/answers"),
                header("mqtt.correlation.data", Records.everyByte()),
                header("unit", "°C"),
                header("line", "4"),
                header("unit", "Celsius"));
        client.disconnect();
        client.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void publishesOneAfterTheOtherAreStoredOnceAndInOrder(int qos, Lab lab) throws Exception {
        MqttClient client = new MqttClient(uri(lab), "sensor-3", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        // Paho counts a publish as in flight for some time after publish() has returned.
        options.setMaxInflight(MANY);
        client.connect(options);
        List<String> expected =
                IntStream.range(0, MANY).mapToObj(Integer::toString).toList();

        for (String payload : expected) {
            client.publish(MQTT_TOPIC, payload.getBytes(UTF_8), qos, false);
        }

        assertEquals(expected, Records.texts(lab.topic().records()));
        client.disconnect();
        client.close();
    }

    private static String uri(Lab lab) {
        return "tcp://" + lab.proxy().host() + ":" + lab.proxy().port();
    }
}
