"""Something breaks while all kinds of clients publish, who go on as if nothing had happened."""

import time

from publishers import Publishing
from report import Run

CALM_SECONDS = 5
INTERVAL_SECONDS = 0.1
BATCH = 5
CASES = (("3.1.1", 1), ("5", 2))


def publish_through_it(lab, publishers, url, occasion, seconds, strike, mend):
    at_work = [
        Publishing(lab, publisher, Run(publisher.client, "mqtt", version, qos, occasion), url)
        for publisher in publishers
        for version, qos in CASES
    ]
    publish(at_work, CALM_SECONDS)
    strike()
    publish(at_work, seconds)
    mend()
    mended = time.monotonic()
    publish(at_work, CALM_SECONDS)
    for publishing in at_work:
        publishing.finish()
    print(f"\nAll clients were done {time.monotonic() - mended:.1f} s after the end of the {occasion}")
    return [publishing.run for publishing in at_work]


def publish(at_work, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for publishing in at_work:
            publishing.publish(BATCH)
        time.sleep(INTERVAL_SECONDS)
