"""What was sent, acknowledged and stored, compared."""

import dataclasses

ROW = "{:<16} {:<5} {:<6} {:>3} {:>6} {:>6} {:>6} {:>6}  {}"


@dataclasses.dataclass
class Run:
    """One client, with one transport, version and QoS.

    name is the second level of its MQTT topics, and its payloads are "name 0", "name 1" and so on, dealt out to so many
    topics in turn: order means something within each of these.
    """

    client: str
    transport: str
    version: str
    qos: int
    occasion: str = ""
    topics: int = 1
    sent: int = 0
    acked: int = 0

    @property
    def name(self):
        words = [self.client, self.transport, self.version, str(self.qos), self.occasion]
        return "-".join(word.replace(" ", "-") for word in words if word)

    def lines(self, count):
        """The next payloads."""
        first, self.sent = self.sent, self.sent + count
        return [f"{self.name} {number}" for number in range(first, first + count)]

    def verdict(self, stored, copies_allowed, acked_only):
        """What is wrong, or nothing."""
        if acked_only:
            lost = self.acked - len(set(stored))
            return f"{lost} ACKED BUT MISSING" if lost > 0 else ""
        first_copies = list(dict.fromkeys(stored))
        expected = [f"{self.name} {number}" for number in range(self.sent)]
        faults = []
        if self.qos > 0 and self.acked < self.sent:
            faults.append(f"{self.sent - self.acked} not acked")
        if missing := set(expected) - set(stored):
            faults.append(f"{len(missing)} MISSING")
        if strange := set(stored) - set(expected):
            faults.append(f"{len(strange)} never sent")
        if not missing and not strange and not self.in_order(first_copies):
            faults.append("out of order")
        if len(stored) > len(first_copies) and not copies_allowed:
            faults.append("stored twice")
        return ", ".join(faults)

    def in_order(self, lines):
        numbers = [int(line.rsplit(" ", 1)[1]) for line in lines]
        topics = [[number for number in numbers if number % self.topics == topic] for topic in range(self.topics)]
        return all(topic == sorted(topic) for topic in topics)


class Report:
    """Prints as it goes, and remembers whether all was well."""

    def __init__(self):
        self.holds = True
        self.skipped = []

    def heading(self, text):
        print(f"\n{text}\n" + ROW.format("client", "over", "MQTT", "QoS", "sent", "acked", "stored", "twice", ""))

    def skip(self, what, why):
        self.skipped.append(what)
        print(f"SKIPPED {what}: {why}", flush=True)

    def runs(self, runs, stored, copies_allowed=False, acked_only=False):
        for run in runs:
            found = stored.get(run.name, [])
            fault = run.verdict(found, copies_allowed, acked_only)
            distinct = len(set(found))
            acked = run.acked if run.qos > 0 else "-"
            line = ROW.format(
                *(run.client, run.transport, run.version, run.qos, run.sent, acked, distinct, len(found) - distinct),
                fault or "ok",
            )
            print(line, flush=True)
            self.holds &= not fault

    def check(self, text, good):
        print(f"{text}: {'ok' if good else 'NOT SO'}", flush=True)
        self.holds &= good
