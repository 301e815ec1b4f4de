#!/usr/bin/env python3
"""Drives real MQTT clients against the proxy and a real Kafka, and compares what they were told with what is stored."""

import argparse
import pathlib
import signal
import sys
import tempfile

import balancer
import bridge
import browser
import outage
from lab import ROOT, Lab
from publishers import Publishing, publishers
from report import Report, Run

SCENARIOS = ("clients", "browser", "bridge", "outage", "kill", "balancer")
QOS = (0, 1, 2)


class Trial:
    """One proxy that the clients connect to, and can lose."""

    def __init__(self, lab, report, options):
        self.lab, self.report, self.options = lab, report, options
        self.page = browser.PageServer()
        self.port, self.ws_port = lab.port(), lab.port()
        self.urls = {"mqtt": f"mqtt://127.0.0.1:{self.port}", "ws": f"ws://127.0.0.1:{self.ws_port}/mqtt"}
        self.start_proxy()
        # Creates the Kafka topic, which messages of QoS 0 do not wait for.
        self.lab.bench("load", f"--server=127.0.0.1:{self.port}", "--clients=1", "--messages=1")

    def start_proxy(self):
        listeners = [f"--listen={url}" for url in self.urls.values()]
        # Paho C and Paho Python say that they are pages of the server that they connect to.
        own = f"127.0.0.1:{self.ws_port}"
        origins = [f"--ws-origins={origin}" for origin in (self.page.origin(), f"http://{own}", f"https://{own}")]
        self.proxy = self.lab.start_proxy("proxy", self.port, *listeners, *origins)

    def kill_proxy(self):
        self.proxy.kill()
        self.proxy.wait()

    def installed(self):
        found = []
        for publisher in publishers(self.lab.directory):
            if why := publisher.missing():
                self.report.skip(publisher.client, why)
            else:
                found.append(publisher)
        return found

    def clients(self):
        runs = []
        for publisher in self.installed():
            for transport in publisher.transports:
                for version in publisher.versions:
                    for qos in QOS:
                        run = Run(publisher.client, transport, version, qos)
                        publishing = Publishing(self.lab, publisher, run, self.urls[transport])
                        publishing.publish(self.options.messages)
                        publishing.finish()
                        runs.append(run)
        self.report.heading("Clients, when all is well")
        self.report.runs(runs, self.lab.stored())

    def browser(self):
        if why := browser.missing():
            return self.report.skip("Chromium", why)
        runs = browser.publish(self.lab, self.page, self.urls["ws"], self.options.messages)
        self.report.heading("A page in a browser")
        self.report.runs(runs, self.lab.stored())
        refused = browser.is_refused(self.lab, self.page, self.urls["ws"])
        self.report.check("A page of an origin that is not among ws-origins is refused", refused)

    def bridge(self):
        if why := bridge.missing():
            return self.report.skip("Mosquitto as bridge", why)
        runs = [self.bridged(version, qos) for version in bridge.VERSIONS for qos in QOS]
        self.report.heading("Mosquitto bridges; for QoS 1 and 2 broker and proxy are restarted meanwhile")
        self.report.runs(runs, self.lab.stored(), copies_allowed=True)

    def bridged(self, version, qos):
        count = self.options.messages
        bridging = bridge.Bridge(self.lab, version, qos, self.port)
        bridging.await_connection(1)
        bridging.publish(count)
        if qos > 0:
            bridging.restart()
            bridging.publish(count)
            self.kill_proxy()
            bridging.publish(count)
            bridging.restart()
            bridging.publish(count)
            self.start_proxy()
            bridging.publish(count)
        bridging.finish()
        return bridging.run

    def outage(self):
        runs = self.publish_through("outage", self.options.outage, self.lab.stop_kafka, self.lab.start_kafka)
        self.report.heading(f"Kafka is stopped for {self.options.outage} s under load")
        self.report.runs(runs, self.lab.stored(), copies_allowed=True)

    def kill(self):
        runs = self.publish_through("kill", 2, self.kill_proxy, self.start_proxy)
        self.report.heading("The proxy is killed under load; what a client then gives up by itself is its own affair")
        self.report.runs(runs, self.lab.stored(), copies_allowed=True, acked_only=True)

    def publish_through(self, occasion, seconds, strike, mend):
        return outage.publish_through_it(
            self.lab, self.installed(), self.urls["mqtt"], occasion, seconds, strike, mend
        )

    def balancer(self):
        if why := balancer.missing():
            return self.report.skip("HAProxy", why)
        print("\nHAProxy in front of two proxies; one is killed under load")
        balancer.kill_one_of_two(self.lab, self.report)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scenario", nargs="*", help=f"{', '.join(SCENARIOS)} (default: all)")
    parser.add_argument("--messages", type=int, default=200, help="of each client, version and QoS (default: 200)")
    parser.add_argument("--outage", type=int, default=20, help="seconds without Kafka (default: 20)")
    parser.add_argument("--proxy-jar", default=ROOT / "proxy-server/target/mqtt-proxy.jar")
    parser.add_argument("--bench-jar", default=ROOT / "proxy-bench/target/mqtt-bench.jar")
    parser.add_argument("--first-port", type=int, default=20000, help="the ports after it are used (default: 20000)")
    options = parser.parse_args()
    if unknown := set(options.scenario) - set(SCENARIOS):
        parser.error(f"no scenario {', '.join(unknown)}")
    for jar in (options.proxy_jar, options.bench_jar):
        if not pathlib.Path(jar).is_file():
            parser.error(f"{jar} is not there: mvn -DskipTests package")
    return options


def main():
    options = arguments()
    # Upon SIGTERM, too, nothing is left running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    directory = tempfile.mkdtemp(prefix="mqtt-clients-")
    report = Report()
    with Lab(options.bench_jar, options.proxy_jar, directory, options.first_port) as lab:
        trial = Trial(lab, report, options)
        for scenario in options.scenario or SCENARIOS:
            getattr(trial, scenario)()
    skipped = f" Skipped: {', '.join(dict.fromkeys(report.skipped))}." if report.skipped else ""
    print(f"\n{'All is well.' if report.holds else 'NOT ALL IS WELL.'}{skipped} Logs: {directory}")
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main())
