"""A real Kafka, proxies, and whatever else a scenario needs, each in a process of its own."""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[4]
TOPIC = "clients"
PATIENCE_SECONDS = 90


def program(name):
    """Its path, or None where it is not installed; Debian keeps some out of everybody's path."""
    return shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin")


def await_that(what, condition, seconds=PATIENCE_SECONDS):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"gave up waiting for {what}")
        time.sleep(0.1)


class Lab:
    """Use it with `with`: at the end nothing is left running."""

    def __init__(self, bench_jar, proxy_jar, directory, first_port):
        self.bench_jar, self.proxy_jar, self.directory = bench_jar, proxy_jar, pathlib.Path(directory)
        self.next_port = first_port
        self.processes = []
        self.kafka_port = self.port()

    def __enter__(self):
        self.start_kafka()
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.kill()

    def port(self):
        """One that nobody listens on."""
        while True:
            self.next_port += 1
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", self.next_port))
                    return self.next_port
                except OSError:
                    continue

    def log(self, name):
        return self.directory / f"{name}.log"

    def start(self, name, *command):
        """Begins to start a program; its output is in the log of that name."""
        with open(self.log(name), "ab") as output:
            process = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        self.processes.append(process)
        return process

    def await_port(self, process, port):
        def is_listening():
            if process.poll() is not None:
                raise RuntimeError(f"{process.args[0]} has ended by itself, see {self.directory}")
            with socket.socket() as probe:
                return probe.connect_ex(("127.0.0.1", port)) == 0

        await_that(f"port {port}", is_listening)

    def start_kafka(self):
        command = ["kafka", f"--port={self.kafka_port}", f"--data={self.directory / 'kafka'}"]
        self.kafka = self.start("kafka", "java", "-Xmx512m", "-jar", self.bench_jar, *command)
        self.await_port(self.kafka, self.kafka_port)

    def stop_kafka(self):
        self.kafka.send_signal(signal.SIGTERM)
        self.kafka.wait(PATIENCE_SECONDS)

    def start_proxy(self, name, port, *arguments):
        """Returns when it listens on the port, which is that of one of its listeners."""
        proxy = self.start(
            name,
            *("java", "-Xmx256m", "-jar", self.proxy_jar),
            f"--kafka-bootstrap-servers=localhost:{self.kafka_port}",
            f"--default-topic={TOPIC}",
            "--allow-anonymous",
            "--admin-listen=none",
            *arguments,
        )
        self.await_port(proxy, port)
        return proxy

    def bench(self, *arguments):
        """Runs mqtt-bench to its end; returns its exit code and what it says."""
        run = subprocess.run(
            ["java", "-Xmx256m", "-jar", self.bench_jar, *[str(argument) for argument in arguments]],
            stdout=subprocess.PIPE,
            text=True,
        )
        return run.returncode, run.stdout

    def stored(self):
        """What Kafka has: payloads in their order, by the second level of their MQTT topic."""
        _, lines = self.bench(
            "records", f"--kafka-bootstrap-servers=localhost:{self.kafka_port}", f"--kafka-topic={TOPIC}"
        )
        found = {}
        for line in lines.splitlines():
            record = json.loads(line)
            topic = next(header["value"] for header in record["headers"] if header["name"] == "mqtt.topic")
            if topic.startswith("clients/"):
                found.setdefault(topic.split("/")[1], []).append(record["value"])
        return found

    def count(self, name, pattern):
        """How many lines of a log match."""
        expression = re.compile(pattern)
        with open(self.log(name), encoding="utf-8", errors="replace") as lines:
            return sum(1 for line in lines if expression.search(line))
