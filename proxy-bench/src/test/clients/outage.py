"""Kafka is stopped for a while, and all kinds of clients go on publishing as if nothing had happened."""

import time

from publishers import Publishing
from report import Run

CALM_SECONDS = 5
INTERVAL_SECONDS = 0.1
BATCH = 5
CASES = (("3.1.1", 1), ("5", 2))


def publish_through_it(lab, publishers, url, seconds):
    at_work = [
        Publishing(lab, publisher, Run(publisher.client, "mqtt", version, qos, "outage"), url)
        for publisher in publishers
        for version, qos in CASES
    ]
    publish(at_work, CALM_SECONDS)
    lab.stop_kafka()
    publish(at_work, seconds)
    lab.start_kafka()
    mended = time.monotonic()
    publish(at_work, CALM_SECONDS)
    for publishing in at_work:
        publishing.finish()
    print(f"all acknowledged or given up {time.monotonic() - mended:.1f} s after Kafka was back")
    return [publishing.run for publishing in at_work]


def publish(at_work, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for publishing in at_work:
            publishing.publish(BATCH)
        time.sleep(INTERVAL_SECONDS)
