"""A Mosquitto broker that nobody may change bridges its whole topic tree into the proxy."""

import signal
import subprocess

from lab import await_that, program
from publishers import MOSQUITTO_VERSIONS
from report import Run

VERSIONS = {"3.1": "mqttv31", "3.1.1": "mqttv311", "5": "mqttv50"}
BRANCHES = ("boiler/temperature", "boiler/pressure", "gate", "a/b/c/d/e")

# Without max_queued_messages Mosquitto drops what exceeds 1000 messages while its bridge is down.
CONFIGURATION = """
user root
listener {port} 127.0.0.1
allow_anonymous true
persistence true
persistence_location {directory}/
max_queued_messages 0
log_dest stderr
log_type all
connection kafka
address 127.0.0.1:{proxy_port}
topic # out {qos}
bridge_protocol_version {version}
remote_clientid {name}
cleansession false
restart_timeout 1
"""


def missing():
    return None if program("mosquitto") and program("mosquitto_pub") else "no mosquitto, or no mosquitto_pub"


class Bridge:
    """The broker, with one connection to the proxy."""

    def __init__(self, lab, version, qos, proxy_port):
        self.lab = lab
        self.run = Run("Mosquitto bridge", "mqtt", version, qos, topics=len(BRANCHES))
        self.port = lab.port()
        directory = lab.directory / self.run.name
        directory.mkdir()
        self.configuration = directory / "mosquitto.conf"
        self.configuration.write_text(
            CONFIGURATION.format(
                port=self.port,
                directory=directory,
                proxy_port=proxy_port,
                qos=qos,
                version=VERSIONS[version],
                name=self.run.name,
            ),
            encoding="utf-8",
        )
        self.start()

    def start(self):
        self.broker = self.lab.start(self.run.name, program("mosquitto"), "-c", self.configuration)
        self.lab.await_port(self.broker, self.port)

    def restart(self):
        """SIGTERM, upon which it writes down what it has yet to bridge."""
        self.stop()
        self.start()

    def stop(self):
        self.broker.send_signal(signal.SIGTERM)
        self.broker.wait()

    def connections(self):
        return self.lab.count(self.run.name, rf"Received CONNACK on connection local\.{self.run.name}")

    def await_connection(self, number):
        await_that("the bridge", lambda: self.connections() >= number)

    def publish(self, count):
        """To four branches of the tree in turn; returns when the broker has them."""
        first = self.run.sent
        lines = self.run.lines(count)
        for number, branch in enumerate(BRANCHES):
            dealt = lines[(number - first) % len(BRANCHES) :: len(BRANCHES)]
            command = ["mosquitto_pub", "-p", self.port, "-q", self.run.qos, "-l", "-V", MOSQUITTO_VERSIONS["5"]]
            subprocess.run(
                [str(word) for word in [*command, "-t", f"clients/{self.run.name}/{branch}"]],
                input="".join(line + "\n" for line in dealt),
                text=True,
                check=True,
            )

    def finish(self):
        """Waits until it has nothing left to send, and stops it."""
        await_that("the bridge's messages", lambda: self.passed_on() >= self.run.sent)
        self.run.acked = self.passed_on()
        self.stop()

    def passed_on(self):
        """Messages that were acknowledged, or sent with QoS 0."""
        if self.run.qos == 0:
            return self.lab.count(self.run.name, rf"Sending PUBLISH to local\.{self.run.name} ")
        answer, own = ("PUBACK", self.connections()) if self.run.qos == 1 else ("PUBCOMP", 0)
        # Each connection begins with a message of QoS 1 about the bridge's own state, which the log is silent about.
        return self.lab.count(self.run.name, rf"Received {answer} from local\.{self.run.name} ") - own
