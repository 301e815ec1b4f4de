"""HAProxy in front of two proxies, with the PROXY protocol and health checks; one proxy is killed under load."""

import csv
import io
import socket
import time

from lab import TOPIC, await_that, program

CONFIGURATION = """
global
    stats socket {directory}/haproxy.sock
defaults
    mode tcp
    timeout connect 1s
    timeout client 10m
    timeout server 10m
    retries 3
    option redispatch 1
frontend devices
    bind 127.0.0.1:{port}
    default_backend proxies
backend proxies
    balance leastconn
    default-server check check-send-proxy inter 500ms fall 1 rise 1 send-proxy-v2
    server proxy1 127.0.0.1:{first}
    server proxy2 127.0.0.1:{second}
"""
LOAD_SECONDS = 20
LOAD = ("--clients=100", "--rate=1000", "--retry", "--verify", f"--duration={LOAD_SECONDS}s")


def missing():
    return None if program("haproxy") else "no haproxy"


def servers(lab):
    """What HAProxy says of each proxy: its state, its last check, and its sessions until now."""
    with socket.socket(socket.AF_UNIX) as stats:
        stats.connect(str(lab.directory / "haproxy.sock"))
        stats.sendall(b"show stat\n")
        answer = b"".join(iter(lambda: stats.recv(65536), b"")).decode()
    rows = csv.DictReader(io.StringIO(answer.removeprefix("# ")))
    return {row["svname"]: row for row in rows if row["svname"].startswith("proxy")}


def tell(when, found):
    for name, row in found.items():
        print(f"  {when}: {name} {row['status']}, check {row['check_status']}, {row['stot']} sessions", flush=True)


def kill_one_of_two(lab, report):
    first, second, port = lab.port(), lab.port(), lab.port()
    listen = "--listen=mqtt://127.0.0.1:{}?proxy-protocol=required"
    victim = lab.start_proxy("balanced-1", first, listen.format(first))
    lab.start_proxy("balanced-2", second, listen.format(second))
    configuration = lab.directory / "haproxy.cfg"
    configuration.write_text(
        CONFIGURATION.format(directory=lab.directory, port=port, first=first, second=second), encoding="utf-8"
    )
    balancer = lab.start("haproxy", program("haproxy"), "-db", "-f", configuration)
    lab.await_port(balancer, port)

    kafka = (f"--kafka-bootstrap-servers=localhost:{lab.kafka_port}", f"--kafka-topic={TOPIC}")
    load = lab.start(
        "load", *("java", "-Xmx256m", "-jar", lab.bench_jar, "load"), f"--server=127.0.0.1:{port}", *LOAD, *kafka
    )
    await_that("the load", lambda: sum(int(row["scur"]) for row in servers(lab).values()) >= 100)
    time.sleep(LOAD_SECONDS / 4)
    before = servers(lab)
    tell("before the kill", before)
    victim.kill()
    time.sleep(LOAD_SECONDS / 4)
    after = servers(lab)
    tell("after the kill", after)
    exit_code = load.wait()
    print(lab.log("load").read_text(encoding="utf-8"))

    report.check("  both proxies have sessions", all(int(row["scur"]) > 0 for row in before.values()))
    report.check("  both health checks are green", all(row["status"] == "UP" for row in before.values()))
    report.check("  then one is down, and the other has them all", after["proxy1"]["status"] == "DOWN")
    report.check("  all acknowledged messages are stored, in order", exit_code == 0)
