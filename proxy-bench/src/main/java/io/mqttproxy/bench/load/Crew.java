package io.mqttproxy.bench.load;

/** What all devices of a fleet share. */
record Crew(FleetOptions options, Schedule schedule, Payloads payloads, FleetMeter meter) {}
