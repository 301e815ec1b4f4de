package io.mqttproxy.bench.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.it.RawClient.Answer;
import io.mqttproxy.bench.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rules and access change under a connection that stays open. */
@ExtendWith(SharedKafka.class)
@Timeout(100)
class ReloadTest {
    private static final int NOT_AUTHORIZED = 0x87;
    private static final String KEYS = """
            {"keys":[{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",\
            "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}""";
    private static final String FAILED = "mqtt_proxy_config_reload_failed{kind=\"%s\"} %s";

    @TempDir
    private Path directory;

    private int packetId;

    @Test
    void anOpenConnectionFollowsChangedFiles(EmbeddedKafka kafka) throws Exception {
        KafkaTopic before = KafkaTopic.create(kafka);
        KafkaTopic after = KafkaTopic.create(kafka);
        write("proxy.yaml", "default-topic: " + before.name());
        write("acl", "topic write #");
        try (ServedProxy proxy = start(kafka, "--reload-interval=1s");
                RawClient device = RawClient.connect(proxy.address(), Packets.connect(5, "sensor"))) {
            assertEquals(0, publish(device, "a/b", "first"));

            write("proxy.yaml", "default-topic: " + after.name());
            write("acl", "topic write #\ntopic deny secret/#");
            proxy.awaitLog("Reloaded: routes");
            proxy.awaitLog("Reloaded: access");

            assertEquals(0, publish(device, "a/b", "second"));
            assertEquals(NOT_AUTHORIZED, publish(device, "secret/plan", "never"));
            assertEquals("first", new String(before.awaitRecord().value(), UTF_8));
            assertEquals("second", new String(after.awaitRecord().value(), UTF_8));
            assertCounted(proxy, before, false);
            assertCounted(proxy, after, true);
        }
    }

    @Test
    void badFilesChangeNothingUntilTheyAreCorrected(EmbeddedKafka kafka) throws Exception {
        KafkaTopic before = KafkaTopic.create(kafka);
        KafkaTopic after = KafkaTopic.create(kafka);
        write("proxy.yaml", "default-topic: " + before.name());
        write("acl", "topic write #\ntopic deny secret/#");
        write("keys.json", KEYS);
        String keys = "--jwt-jwks=" + directory.resolve("keys.json");
        try (ServedProxy proxy = start(kafka, "--reload-interval=0s", keys);
                RawClient device = RawClient.connect(proxy.address(), Packets.connect(5, "sensor"))) {
            write("proxy.yaml", "default-topic: " + after.name() + "\nroutes: [{filter: 'a/#/b', topic: c}]");
            write("acl", "topic rite #");
            write("keys.json", "{");
            proxy.hangUp();
            proxy.awaitLog("Not reloaded: routes");
            proxy.awaitLog("Not reloaded: access");
            proxy.awaitLog("Not reloaded: keys");

            assertEquals(0, publish(device, "a/b", "first"));
            assertEquals(NOT_AUTHORIZED, publish(device, "secret/plan", "never"));
            assertEquals(3, proxy.linesWith(" ERROR "), proxy::log);
            assertTrue(proxy.log().contains("proxy.yaml:2:10"), proxy::log);
            assertTrue(proxy.log().contains("acl:1"), proxy::log);
            assertTrue(proxy.log().contains("keys.json"), proxy::log);
            assertMetric(proxy, "routes", "1.0");
            assertMetric(proxy, "access", "1.0");
            assertMetric(proxy, "keys", "1.0");

            write("proxy.yaml", "default-topic: " + after.name());
            write("acl", "topic write #");
            write("keys.json", KEYS);
            proxy.hangUp();
            proxy.awaitLog("Reloaded: routes");
            proxy.awaitLog("Reloaded: access");
            proxy.awaitLog("Reloaded: keys");

            assertEquals(0, publish(device, "secret/plan", "second"));
            assertMetric(proxy, "routes", "0.0");
            assertMetric(proxy, "access", "0.0");
            assertMetric(proxy, "keys", "0.0");
            assertEquals("first", new String(before.awaitRecord().value(), UTF_8));
            assertEquals("second", new String(after.awaitRecord().value(), UTF_8));
        }
    }

    private ServedProxy start(EmbeddedKafka kafka, String... settings) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("--kafka-bootstrap-servers=" + kafka.bootstrapServers());
        all.add("--config=" + directory.resolve("proxy.yaml"));
        all.add("--acl-file=" + directory.resolve("acl"));
        all.add("--allow-anonymous");
        return ServedProxy.start(directory, all.toArray(String[]::new));
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(directory.resolve(file), content + "\n");
    }

    private int publish(RawClient device, String topic, String payload) throws IOException {
        packetId++;
        device.send(Packets.publish5(packetId, topic, payload.getBytes(UTF_8)));
        Answer answer = device.read();
        assertEquals(Packets.PUBACK, answer.type());
        assertEquals(packetId, answer.packetId());
        return answer.body().length > 2 ? answer.body()[2] & 0xFF : 0;
    }

    private static void assertMetric(ServedProxy proxy, String kind, String value) {
        String metrics = proxy.get("/metrics");
        assertTrue(metrics.contains(FAILED.formatted(kind, value)), metrics);
    }

    /** Whether the rule in force sends anything to this topic; one that is gone has no meter. */
    private static void assertCounted(ServedProxy proxy, KafkaTopic topic, boolean expected) {
        String metrics = proxy.get("/metrics");
        assertEquals(expected, metrics.contains("kafka_topic=\"" + topic.name() + "\""), metrics);
    }
}
