"""MQTT.js within a page of a headless Chromium."""

import http.server
import os
import pathlib
import queue
import threading
import urllib.parse

from lab import program
from report import Run

HERE = pathlib.Path(__file__).resolve().parent
BUNDLE = HERE / "node_modules/mqtt/dist/mqtt.min.js"
LEVELS = {"3.1.1": 4, "5": 5}
PATIENCE_SECONDS = 60


def missing():
    if not program("chromium"):
        return "no chromium"
    return None if BUNDLE.is_file() else f"no module mqtt (npm install, in {HERE})"


class PageServer:
    """Serves the page and the payloads, and takes what the page has shown."""

    def __init__(self):
        self.lines, self.results = b"", queue.Queue()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path = urllib.parse.urlparse(self.path).path
                files = {"/page.html": HERE / "page.html", "/mqtt.js": BUNDLE}
                body = files[path].read_bytes() if path in files else outer.lines if path == "/lines" else None
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Type", "text/javascript" if path.endswith(".js") else "text/html")
                self.end_headers()
                self.wfile.write(body or b"")

            def do_POST(self):
                outer.results.put(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def origin(self, host="127.0.0.1"):
        return f"http://{host}:{self.port}"


def show(lab, page, run, url, host="127.0.0.1"):
    """Opens the page from that host; returns what it has shown in the end."""
    page.results = queue.Queue()
    query = {"url": url, "qos": run.qos, "version": LEVELS[run.version], "id": run.name, "topic": f"clients/{run.name}"}
    profile = lab.directory / "chromium"
    # Its sandbox does not work for root, as whom containers like to run.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    chromium = lab.start(
        "chromium",
        *("chromium", "--headless=new", "--disable-gpu", "--no-first-run", *sandbox),
        *(f"--user-data-dir={profile}", f"{page.origin(host)}/page.html?{urllib.parse.urlencode(query)}"),
    )
    try:
        return page.results.get(timeout=PATIENCE_SECONDS)
    except queue.Empty:
        return ""
    finally:
        chromium.terminate()
        chromium.wait()


def publish(lab, page, url, count):
    """All versions and QoS from a page of the origin that the proxy lets in."""
    runs = [Run("Chromium", "ws", version, qos) for version in LEVELS for qos in (0, 1, 2)]
    for run in runs:
        page.lines = "\n".join(run.lines(count)).encode()
        shown = show(lab, page, run, url)
        lab.log(run.name).write_text(shown, encoding="utf-8")
        answers = {0: "acked", 1: "puback ", 2: "pubcomp "}[run.qos]
        run.acked = sum(1 for line in shown.splitlines() if line.startswith(answers))
    return runs


def is_refused(lab, page, url):
    """Whether a page of another origin gets no connection."""
    shown = show(lab, page, Run("Chromium", "ws", "5", 1), url, host="localhost")
    return shown.split() == ["closed"]
