package io.mqttproxy.bench.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mqttproxy.bench.kafka.EmbeddedKafka;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The thread of Kafka's client ends, although Kafka is well: the producer goes on taking records and tells nothing. */
@Timeout(150)
@ExtendWith(SharedKafka.class)
class DeadProducerTest {
    private static final int DEVICES = 5;
    private static final int SOME = 50;

    @Test
    void theProxyRecoversByItselfAndNothingIsLost(EmbeddedKafka kafka) throws Exception {
        String killer = ThreadKiller.class.getName();
        try (Lab lab = Lab.start(kafka, "--kafka=interceptor.classes=" + killer, "--kafka-allow-class=" + killer);
                Devices devices = Devices.start(DEVICES, lab.proxy().address())) {
            devices.awaitAcknowledged(SOME);

            ThreadKiller.killOne();

            devices.awaitConnections(2);
            assertTrue(ThreadKiller.hasKilled());
            devices.awaitAcknowledged(SOME);
            devices.finish();
            devices.assertStored(lab.topic().records());
        }
    }
}
