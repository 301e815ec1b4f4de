package io.mqttproxy.kafka;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Lays publications out as Kafka records: layout version 1 of {@code docs/records.md}, where every name and value is a
 * promise to consumers. Safe for all threads.
 */
final class RecordEncoder {
    private final CloudEventHeaders cloudEvents;
    private final TraceStarter traces;

    /** @param traceSampling which share of the publications without a trace begins one, 0 to 1 */
    RecordEncoder(double traceSampling) {
        this(UUID.randomUUID().toString(), new TraceStarter(traceSampling));
    }

    /** @param instance a name that no other encoder has, so that the ids it makes are unique */
    RecordEncoder(String instance, TraceStarter traces) {
        this.cloudEvents = new CloudEventHeaders(instance);
        this.traces = traces;
    }

    /** The record of a publication; shares the publication's byte arrays. */
    ProducerRecord<byte[], byte[]> encode(Publication publication) {
        Destination destination = publication.destination();
        FailureReason rejected = publication.rejected();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                destination.kafkaTopic(),
                null,
                publication.receivedAt(),
                destination.key(),
                rejected == null ? publication.payload() : RejectHeaders.payload(publication, rejected));
        if (rejected == null) {
            write(publication, destination.headers(), record.headers());
        } else {
            write(publication, RejectHeaders.layout(destination.headers(), rejected), record.headers());
            RejectHeaders.write(publication, rejected, record.headers());
        }
        return record;
    }

    private void write(Publication publication, HeadersConfig layout, Headers headers) {
        switch (layout.profile()) {
            case ALL, MINIMAL, LIST -> MqttHeaders.write(publication, layout, headers);
            case NONE -> {}
            case STRIMZI -> headers.add("mqtt-topic", publication.destination().mqttTopicUtf8());
            case CLOUDEVENTS -> cloudEvents.write(publication, headers);
        }
        traces.write(publication, layout, headers);
    }
}
