"""Several Elasticsearch nodes that form a cluster; each can be killed and comes back with its data."""

import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.runtime import child_process
from tests.services.elasticsearch import health, node_command
from tests.services.service import ServiceError, free_port

START_SECONDS = 120


class Node:
    def __init__(self, name: str, directory: Path) -> None:
        self.name = name
        self.directory = directory
        self.port = free_port()
        self.transport_port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, settings: list[str]) -> None:
        self.directory.mkdir(exist_ok=True)
        command = node_command(self.directory, self.port, self.transport_port, [f"node.name={self.name}", *settings])
        with open(self.directory / "output.log", "ab") as output:
            self.process = child_process.start(
                command, end_signal=signal.SIGKILL, directory=self.directory, output=output.fileno()
            )

    def kill(self) -> None:
        """By SIGKILL: the node can tell nobody, and writes nothing more."""
        if self.process:
            child_process.stop(self.process)
            self.process = None


class Cluster:
    def __init__(self, directory: Path, count: int) -> None:
        self.nodes = [Node(f"node-{number}", directory / f"node-{number}") for number in range(1, count + 1)]
        seeds = ",".join(f"127.0.0.1:{node.transport_port}" for node in self.nodes)
        self.settings = [
            "cluster.name=portal-chaos",
            f"discovery.seed_hosts={seeds}",
            f"cluster.initial_master_nodes={','.join(node.name for node in self.nodes)}",
        ]

    @property
    def urls(self) -> list[str]:
        return [node.url for node in self.nodes]

    def start(self, *nodes: Node) -> None:
        """Starts some nodes or all; returns at once."""
        for node in nodes or self.nodes:
            node.start(self.settings)

    def wait(self, count: int | None = None) -> float:
        """Until so many nodes have found each other and every index can be read; returns how many seconds it took."""
        started = time.monotonic()
        expected = count or len(self.nodes)
        while time.monotonic() < started + START_SECONDS:
            for node in self.nodes:
                if node.process and node.process.poll() is not None:
                    raise ServiceError(f"{node.name} has ended.\n{self._log(node)}")
            answers = [health(node.url) for node in self.nodes if node.process]
            whole = [answer for answer in answers if answer.get("status") in ("green", "yellow")]
            if len([answer for answer in whole if answer["number_of_nodes"] == expected]) == expected:
                return time.monotonic() - started
            time.sleep(0.5)
        raise ServiceError(f"The cluster did not form.\n{self._log(self.nodes[0])}")

    def kill(self) -> None:
        for node in self.nodes:
            node.kill()

    def _log(self, node: Node) -> str:
        return (node.directory / "output.log").read_text(errors="replace")[-3000:]


@contextmanager
def running_cluster(count: int) -> Iterator[Cluster]:
    """Raises ServiceError where it cannot be had."""
    with tempfile.TemporaryDirectory(prefix="portal-cluster-") as directory:
        cluster = Cluster(Path(directory), count)
        try:
            cluster.start()
            cluster.wait()
            yield cluster
        finally:
            cluster.kill()
