"""Clients as programs that publish the lines of their standard input, await all acknowledgements, and end."""

import pathlib
import re
import subprocess
import sys

from lab import program

HERE = pathlib.Path(__file__).resolve().parent
ACKED = re.compile(rb"^acked|received PUBACK \(Mid: \d+(, RC:0)?\)|received PUBCOMP", re.MULTILINE)
PATIENCE_SECONDS = 150
MOSQUITTO_VERSIONS = {"3.1": "mqttv31", "3.1.1": "mqttv311", "5": "mqttv5"}


class Publisher:
    """A client under a name, for some of the transports."""

    versions = ("3.1", "3.1.1", "5")
    transports = ("mqtt", "ws")

    def missing(self):
        """Why it cannot be tried here, or None."""
        raise NotImplementedError

    def command(self, run, address, topic):
        return [*self.program(), address, run.version, str(run.qos), run.name, topic]


class MosquittoPub(Publisher):
    client = "mosquitto_pub"
    transports = ("mqtt",)

    def missing(self):
        return None if program("mosquitto_pub") else "no mosquitto_pub (Debian: mosquitto-clients)"

    def command(self, run, address, topic):
        host, port = address.removeprefix("mqtt://").split(":")
        version = MOSQUITTO_VERSIONS[run.version]
        options = ["-V", version, "-q", str(run.qos), "-i", run.name, "-t", topic]
        return ["mosquitto_pub", "-d", "-l", "-h", host, "-p", port, *options]


class PahoC(Publisher):
    client = "Paho C"

    def missing(self):
        self.binary = pathlib.Path(self.directory) / "paho_publisher"
        if not program("cc"):
            return "no C compiler"
        source = HERE / "paho_publisher.c"
        made = subprocess.run(
            ["cc", "-Wall", "-O1", "-o", self.binary, source, "-lpaho-mqtt3a"], capture_output=True, check=False
        )
        return None if made.returncode == 0 else "it does not compile (Debian: libpaho-mqtt-dev)"

    def __init__(self, directory):
        self.directory = directory

    def program(self):
        return [str(self.binary)]


class PahoPython(Publisher):
    client = "Paho Python"

    def missing(self):
        for python in dict.fromkeys([sys.executable, "/usr/bin/python3"]):
            if subprocess.run([python, "-c", "import paho.mqtt"], capture_output=True, check=False).returncode == 0:
                self.python = python
                return None
        return "no module paho.mqtt (Debian: python3-paho-mqtt)"

    def program(self):
        return [self.python, str(HERE / "paho_publisher.py")]


class MqttJs(Publisher):
    client = "MQTT.js"

    def missing(self):
        if not program("node"):
            return "no node"
        return None if (HERE / "node_modules/mqtt").is_dir() else f"no module mqtt (npm install, in {HERE})"

    def program(self):
        return ["node", str(HERE / "mqttjs_publisher.js")]


def publishers(directory):
    return [MosquittoPub(), PahoC(directory), PahoPython(), MqttJs()]


class Publishing:
    """A publisher at work."""

    def __init__(self, lab, publisher, run, address, topic=None):
        self.run = run
        self.log = lab.log(run.name)
        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(
                publisher.command(run, address, topic or f"clients/{run.name}"),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
            )
        lab.processes.append(self.process)

    def publish(self, count):
        """Hands over the next messages; a client that has ended takes none."""
        try:
            self.process.stdin.write("".join(line + "\n" for line in self.run.lines(count)).encode())
            self.process.stdin.flush()
        except BrokenPipeError:
            pass

    def finish(self):
        """No more messages; returns when all are acknowledged, as far as the client knows."""
        try:
            self.process.stdin.close()
            self.process.wait(PATIENCE_SECONDS)
        except (BrokenPipeError, subprocess.TimeoutExpired):
            self.process.kill()
        self.run.acked = len(ACKED.findall(self.log.read_bytes()))
