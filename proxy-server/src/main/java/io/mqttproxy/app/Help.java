package io.mqttproxy.app;

/** The texts of the help that belong to no setting. */
final class Help {
    /** Exit codes and examples; below 80 columns. */
    static final String[] FOOTER = {
        "",
        "Every setting can be given in three places; the first of them wins:",
        "  command line   --max-packet-size 1MiB",
        "  environment    MQTT_PROXY_MAX_PACKET_SIZE=1MiB",
        "  YAML file      max-packet-size: 1MiB           (--config proxy.yaml)",
        "A value written as @/path/to/file stands for the content of that file.",
        "",
        "Examples:",
        "  Try it on this machine; everybody here may connect:",
        "    mqtt-proxy --kafka-bootstrap-servers localhost:9092",
        "  Serve devices in the network, with one Kafka topic for each plant:",
        "    mqtt-proxy --kafka-bootstrap-servers broker:9092 --allow-anonymous \\",
        "      --listen mqtt://0.0.0.0:1883 --route 'plant/{plant}/#=plant-{plant}'",
        "  Check a configuration before it goes live:",
        "    mqtt-proxy check --config proxy.yaml",
        "",
        "Exit codes: 0 done, or stopped in order; 1 failed; 2 wrong command line or",
        "configuration; 3 drain-timeout passed before everything was settled; 128 + n",
        "stopped at once by a second signal n.",
    };

    private Help() {}
}
