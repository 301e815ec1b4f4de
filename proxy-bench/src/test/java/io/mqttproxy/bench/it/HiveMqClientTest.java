package io.mqttproxy.bench.it;

import static io.mqttproxy.bench.it.Records.assertRecord;
import static io.mqttproxy.bench.it.Records.header;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The HiveMQ client, which speaks MQTT 3.1.1 and 5 and sends without waiting. */
@ExtendWith(SharedKafka.class)
@Timeout(60)
class HiveMqClientTest {
    private static final String MQTT_TOPIC = "plant/4/température";
    private static final int MANY = 5_000;

    @ParameterizedTest
    @EnumSource(MqttQos.class)
    void aPublishOfMqtt3ArrivesByteForByte(MqttQos qos, Lab lab) {
        Mqtt3BlockingClient client = client(lab, "sensor-3").useMqttVersion3().buildBlocking();
        client.connect();

        client.publishWith()
                .topic(MQTT_TOPIC)
                .qos(qos)
                .retain(true)
                .payload(Records.everyByte())
                .send();

        assertRecord(
                lab.topic().awaitRecord(),
                "sensor-3",
                Records.everyByte(),
                header("mqtt.topic", MQTT_TOPIC),
                header("mqtt.client.id", "sensor-3"),
                header("mqtt.qos", Integer.toString(qos.getCode())),
                header("mqtt.retain", "true"));
        client.disconnect();
    }

    @ParameterizedTest
    @EnumSource(MqttQos.class)
    void aPublishOfMqtt5ArrivesWithAllItsProperties(MqttQos qos, Lab lab) {
        Mqtt5BlockingClient client = client(lab, "sensor-5").useMqttVersion5().buildBlocking();
        client.connect();

        client.publishWith()
                .topic(MQTT_TOPIC)
                .qos(qos)
                .payload("21.5".getBytes(UTF_8))
                .contentType("text/plain")
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .messageExpiryInterval(3600)
                .responseTopic("plant/4/answers")
                .correlationData(Records.everyByte())
                .userProperties(Mqtt5UserProperties.builder()
                        .add("unit", "°C")
                        .add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                        .add("unit", "Celsius")
                        .add("", "")
                        .build())
                .send();

        assertRecord(
                lab.topic().awaitRecord(),
                "sensor-5",
                "21.5".getBytes(UTF_8),
                header("mqtt.topic", MQTT_TOPIC),
                header("mqtt.client.id", "sensor-5"),
                header("mqtt.qos", Integer.toString(qos.getCode())),
                header("mqtt.content.type", "text/plain"),
                header("mqtt.payload.format", "1"),
                header("mqtt.message.expiry", "3600"),
                header("mqtt.response.topic", "plant/4/answers"),
                header("mqtt.correlation.data", Records.everyByte()),
                header("unit", "°C"),
                header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                header("unit", "Celsius"),
                header("", ""));
        client.disconnect();
    }

    @Test
    void anEmptyPayloadIsAnEmptyValue(Lab lab) {
        Mqtt5BlockingClient client = client(lab, "sensor-5").useMqttVersion5().buildBlocking();
        client.connect();

        client.publishWith().topic("a").qos(MqttQos.AT_LEAST_ONCE).send();

        assertEquals(0, lab.topic().awaitRecord().value().length);
        client.disconnect();
    }

    @ParameterizedTest
    @EnumSource(MqttQos.class)
    void thousandsInFlightOverMqtt3AreStoredOnceAndInOrder(MqttQos qos, Lab lab) throws Exception {
        Mqtt3AsyncClient client = client(lab, "sensor-3").useMqttVersion3().buildAsync();
        client.connect().get(20, TimeUnit.SECONDS);

        publishMany(number -> client.publishWith()
                .topic(MQTT_TOPIC)
                .qos(qos)
                .payload(Integer.toString(number).getBytes(UTF_8))
                .send());

        assertManyInOrder(lab.topic());
        client.disconnect().get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(MqttQos.class)
    void thousandsInFlightOverMqtt5AreStoredOnceAndInOrder(MqttQos qos, Lab lab) throws Exception {
        Mqtt5AsyncClient client = client(lab, "sensor-5").useMqttVersion5().buildAsync();
        client.connect().get(20, TimeUnit.SECONDS);

        publishMany(number -> client.publishWith()
                .topic(MQTT_TOPIC)
                .qos(qos)
                .payload(Integer.toString(number).getBytes(UTF_8))
                .send());

        assertManyInOrder(lab.topic());
        client.disconnect().get(20, TimeUnit.SECONDS);
    }

    private static MqttClientBuilder client(Lab lab, String id) {
        return MqttClient.builder()
                .identifier(id)
                .serverHost(lab.proxy().host())
                .serverPort(lab.proxy().port());
    }

    private static void publishMany(Function<Integer, CompletableFuture<?>> publish) throws Exception {
        CompletableFuture<?>[] sent =
                IntStream.range(0, MANY).boxed().map(publish).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(sent).get(40, TimeUnit.SECONDS);
    }

    private static void assertManyInOrder(KafkaTopic topic) {
        List<String> expected =
                IntStream.range(0, MANY).mapToObj(Integer::toString).toList();
        assertEquals(expected, Records.texts(topic.awaitRecords(MANY)));
    }
}
