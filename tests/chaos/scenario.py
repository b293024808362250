"""What befalls the portal, in this order: a node is killed and comes back, all of them are, a rebuild runs, and the
web servers are restarted in turn."""

import json
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.chaos import journal
from tests.chaos.portal import Portal, running_portal
from tests.chaos.proving import Proof, prove
from tests.chaos.reading import Answers, Client, Readers
from tests.services.elasticsearch.cluster import Cluster, Node, running_cluster

READERS = 3
# Of the whole time: when a node is killed, how long it stays away, when all are killed and how long they stay away.
NODE_KILLED, NODE_AWAY, ALL_KILLED, ALL_AWAY = 0.1, 0.15, 0.35, 0.2
LONGEST_OUTAGE_SECONDS = 60.0
# What is still waiting when editing ends has to be delivered within this time, without help.
SECONDS_TO_CATCH_UP = 90.0


@dataclass
class Figures:
    """What was measured; `seconds` of what the portal went through, by its name."""

    acts: list[journal.Act] = field(default_factory=list)
    answers: Answers = field(default_factory=Answers)
    seconds: dict[str, float] = field(default_factory=dict)
    most_waiting: int = 0
    builds: list[str] = field(default_factory=list)
    proof: Proof = field(default_factory=Proof)


class Scenario:
    def __init__(self, seconds: float, rate: float, cluster: Cluster, portal: Portal) -> None:
        self.length = seconds
        self.rate = rate
        self.cluster = cluster
        self.portal = portal
        self.figures = Figures()
        self.started = time.monotonic()

    def play(self) -> Figures:
        figures = self.figures
        readers = Readers(self.portal.port, READERS)
        readers.start()
        try:
            self.started = time.monotonic()
            self.say(f"{self.rate:g} acts a second")
            self.portal.start_editors(self.rate)
            figures.builds.append(build_in_use(self.cluster))
            if len(self.cluster.nodes) > 1:
                self.lose_one_node()
            self.lose_all_nodes()
            figures.builds.append(build_in_use(self.cluster))
            self.rebuild()
            figures.builds.append(build_in_use(self.cluster))
            self.restart_web_servers()
            self.wait_until(self.length)
            figures.seconds["editing"] = time.monotonic() - self.started
            self.portal.stop_editors()
            figures.seconds["delivered after the last act"] = self.measured(self.catch_up)
            self.say("nobody edits any more")
        finally:
            figures.answers = readers.stop()
        self.portal.check()
        figures.acts = list(journal.read(self.portal.journals))
        figures.proof = prove(self.portal, Client(self.portal.port), journal.items(figures.acts))
        return figures

    def lose_one_node(self) -> None:
        self.wait_until(self.length * NODE_KILLED)
        node = master_of(self.cluster)
        node.kill()
        self.say(f"{node.name}, the master, is killed")
        self.wait_until(self.length * (NODE_KILLED + NODE_AWAY))
        self.cluster.start(node)
        self.figures.seconds["a node's return"] = self.cluster.wait()
        self.say(f"{node.name} is back")

    def lose_all_nodes(self) -> None:
        self.wait_until(self.length * ALL_KILLED)
        self.cluster.kill()
        self.say("all nodes are killed")
        self.wait(min(self.length * ALL_AWAY, LONGEST_OUTAGE_SECONDS))
        self.cluster.start()
        self.figures.seconds["the cluster's return"] = self.cluster.wait()
        self.say(f"all nodes are back, {self.portal.waiting()} documents are waiting")
        self.figures.seconds["delivered after its return"] = self.measured(self.catch_up)
        self.say("all of it is delivered")

    def rebuild(self) -> None:
        self.wait(self.length * 0.05)
        self.say("a rebuild begins")
        self.figures.seconds["rebuild of both indexes under load"] = self.measured(
            lambda: self.portal.run("manage.py", "search", "rebuild")
        )
        self.say("the rebuild has ended")

    def restart_web_servers(self) -> None:
        self.say("the web servers are restarted, one after the other")
        for port in self.portal.web_ports:
            self.figures.seconds[f"restart of a web server at port {port}"] = self.measured(
                partial(self.portal.restart_web, port)
            )
        self.say("both have been restarted")

    def catch_up(self) -> None:
        """Waits until hardly anything is waiting; while editors work there is always something on its way."""
        end = time.monotonic() + SECONDS_TO_CATCH_UP
        while time.monotonic() < end and self.portal.waiting() > self.rate:
            time.sleep(0.2)

    def measured(self, action: Callable[[], object]) -> float:
        started = time.monotonic()
        action()
        return time.monotonic() - started

    def wait(self, seconds: float) -> None:
        self.wait_until(time.monotonic() - self.started + seconds)

    def wait_until(self, second: float) -> None:
        while time.monotonic() - self.started < second:
            time.sleep(0.2)
            self.portal.check()
            self.figures.most_waiting = max(self.figures.most_waiting, self.portal.waiting())

    def say(self, text: str) -> None:
        sys.stdout.write(f"  {time.monotonic() - self.started:6.1f} s  {text}\n")
        sys.stdout.flush()


def build_in_use(cluster: Cluster) -> str:
    (index,) = _ask(cluster, "_alias/chaos-search")
    return str(index)


def master_of(cluster: Cluster) -> Node:
    state = _ask(cluster, "_cluster/state/master_node,nodes")
    name = state["nodes"][state["master_node"]]["name"]
    return next(node for node in cluster.nodes if node.name == name)


def _ask(cluster: Cluster, path: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{cluster.urls[0]}/{path}", timeout=30) as response:  # noqa: S310
        answer: dict[str, Any] = json.load(response)
        return answer


def run(seconds: float, rate: float, nodes: int) -> Figures:
    """Makes all of it, breaks it, and removes it. Raises ServiceError where something of it cannot be had."""
    with (
        tempfile.TemporaryDirectory(prefix="portal-chaos-") as directory,
        running_cluster(nodes) as cluster,
        running_portal(Path(directory), cluster.urls) as portal,
    ):
        return Scenario(seconds, rate, cluster, portal).play()
