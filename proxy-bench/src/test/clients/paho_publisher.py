"""Paho Python: publishes each line of standard input. Arguments: URL, MQTT version, QoS, client id, topic."""

import sys
import threading
from urllib.parse import urlparse

import paho.mqtt.client as paho

VERSIONS = {"3.1": paho.MQTTv31, "3.1.1": paho.MQTTv311, "5": paho.MQTTv5}
WINDOW = 100

url, version, qos, client_id, topic = sys.argv[1:]
server = urlparse(url)
options = {"clean_session": False} if version != "5" else {}
options.update(
    client_id=client_id, protocol=VERSIONS[version], transport="websockets" if server.scheme == "ws" else "tcp"
)
if hasattr(paho, "CallbackAPIVersion"):
    options["callback_api_version"] = paho.CallbackAPIVersion.VERSION1
client = paho.Client(**options)
if server.scheme == "ws":
    client.ws_set_options(path=server.path)
client.max_queued_messages_set(0)
client.max_inflight_messages_set(WINDOW)
client.reconnect_delay_set(1, 2)

connected = threading.Event()
client.on_connect = lambda *_: connected.set()
client.on_publish = lambda *_: print("acked", flush=True)
client.on_disconnect = lambda _client, _userdata, code, *_: print("disconnected", code, flush=True)
if version == "5":
    client.connect(server.hostname, server.port, clean_start=False)
else:
    client.connect(server.hostname, server.port)
client.loop_start()
connected.wait(30)
last = [client.publish(topic, line.rstrip("\n"), qos=int(qos)) for line in sys.stdin]
for message in last:
    message.wait_for_publish(120)
client.disconnect()
client.loop_stop()
