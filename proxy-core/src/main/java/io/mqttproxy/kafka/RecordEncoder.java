package io.mqttproxy.kafka;

import io.mqttproxy.config.HeadersConfig;
import io.mqttproxy.config.HeadersConfig.Profile;
import io.mqttproxy.kafka.SharedHeaders.SharingRecord;
import io.mqttproxy.publish.Destination;
import io.mqttproxy.publish.FailureReason;
import io.mqttproxy.publish.Publication;
import io.mqttproxy.publish.Qos;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Encodes publications as Kafka records: layout version 1 of {@code docs/records.md}, in which every
 * name and value is a promise to consumers. Thread-safe.
 */
final class RecordEncoder {
    private final CloudEventHeaders cloudEvents;
    private final TraceStarter traces;
    private final Sharing sharing;

    private record CommonHeaders(Qos qos, SharedHeaders headers) {}

    /** Whether records may share their headers. */
    enum Sharing {
        SHARED,
        /** Each record has headers of its own, to which an interceptor may add. */
        OWN
    }

    /** @param traceSampling the share of publications without a trace for which one is begun, 0 to 1 */
    RecordEncoder(double traceSampling, Sharing sharing) {
        this(UUID.randomUUID().toString(), new TraceStarter(traceSampling), sharing);
    }

    /** @param instance a name that no other encoder ever has, so that the ids of its events are unique */
    RecordEncoder(String instance, TraceStarter traces, Sharing sharing) {
        this.cloudEvents = new CloudEventHeaders(instance);
        this.traces = traces;
        this.sharing = sharing;
    }

    /** Encodes a publication. The record shares the publication's byte arrays. */
    ProducerRecord<byte[], byte[]> encode(Publication publication) {
        FailureReason rejected = publication.rejected();
        return rejected == null ? message(publication) : deadLetter(publication, rejected);
    }

    private ProducerRecord<byte[], byte[]> message(Publication publication) {
        Destination destination = publication.destination();
        SharedHeaders common = commonHeaders(publication);
        if (sharing == Sharing.SHARED && !mayHaveOwn(publication)) {
            return new SharingRecord(
                    destination.kafkaTopic(),
                    publication.receivedAt(),
                    destination.key(),
                    publication.payload(),
                    common);
        }
        ProducerRecord<byte[], byte[]> message =
                record(destination, publication, publication.payload(), new RecordHeaders(common.toArray()));
        writeOwn(publication, destination.headers(), message.headers());
        return message;
    }

    private ProducerRecord<byte[], byte[]> deadLetter(Publication publication, FailureReason rejected) {
        Destination destination = publication.destination();
        HeadersConfig layout = RejectHeaders.layout(publication);
        ProducerRecord<byte[], byte[]> letter =
                record(destination, publication, RejectHeaders.payload(publication), new RecordHeaders());
        writeCommon(publication, layout, letter.headers());
        writeOwn(publication, layout, letter.headers());
        RejectHeaders.write(publication, rejected, letter.headers());
        return letter;
    }

    private static ProducerRecord<byte[], byte[]> record(
            Destination destination, Publication publication, byte[] value, RecordHeaders headers) {
        return new ProducerRecord<>(
                destination.kafkaTopic(), null, publication.receivedAt(), destination.key(), value, headers);
    }

    /** The common headers, created once per destination and QoS. */
    private static SharedHeaders commonHeaders(Publication publication) {
        Destination destination = publication.destination();
        if (destination.memo() instanceof CommonHeaders known && known.qos() == publication.qos()) {
            return known.headers();
        }
        RecordHeaders headers = new RecordHeaders();
        writeCommon(publication, destination.headers(), headers);
        SharedHeaders common = new SharedHeaders(headers);
        destination.memo(new CommonHeaders(publication.qos(), common));
        return common;
    }

    /** Writes the headers that the messages of one client to one topic share. */
    private static void writeCommon(Publication publication, HeadersConfig layout, Headers headers) {
        switch (layout.profile()) {
            case ALL, MINIMAL, LIST -> MqttHeaders.writeCommon(publication, layout, headers);
            case STRIMZI -> headers.add("mqtt-topic", publication.destination().mqttTopicUtf8());
            case NONE, CLOUDEVENTS -> {}
        }
    }

    /** Whether {@link #writeOwn} may write anything; for most messages it does not. */
    private boolean mayHaveOwn(Publication publication) {
        return publication.retain()
                || publication.dup()
                || publication.will()
                || !publication.properties().isEmpty()
                || publication.destination().headers().profile() == Profile.CLOUDEVENTS
                || traces.mayBegin();
    }

    /** Writes the headers of this message alone. */
    private void writeOwn(Publication publication, HeadersConfig layout, Headers headers) {
        switch (layout.profile()) {
            case ALL, MINIMAL, LIST -> MqttHeaders.writeOwn(publication, layout, headers);
            case CLOUDEVENTS -> cloudEvents.write(publication, headers);
            case NONE, STRIMZI -> {}
        }
        traces.write(publication, layout, headers);
    }
}
