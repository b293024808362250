"""Pages under load by a tool that is faster than what it measures: kept, not kept, a bare view, and nginx's files."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import quote

from .reading_pages import NONE_KEPT, article_url
from .serving import HOST, free_port, running_server
from .urls import body_file

WORKERS = 2
CONNECTIONS = (1, 16, 64)
SECONDS = 5
ROUNDS = 3
# wrk by itself prints no 95th.
PERCENTILES = Path(__file__).with_name("percentiles.lua")

NGINX = """
{user} worker_processes {workers}; daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 1024; }}
http {{
    access_log off; keepalive_requests 100000000; types {{ text/html html; }}
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{ listen {host}:{port}; root {folder}/files; }}
}}
"""


@dataclass(frozen=True)
class Load:
    """Requests a second, and milliseconds below which 50, 95 and 99 of 100 answers came: medians of the rounds."""

    side: str
    connections: int
    rate: float
    p50: float
    p95: float
    p99: float


def measure() -> list[Load]:
    """In turn, round after round. Any answer but 200 is an error."""
    article = article_url()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server("tests.benchmarks.settings", workers=WORKERS) as kept,
        running_server("tests.benchmarks.settings", NONE_KEPT, workers=WORKERS) as uncached,
        running_server("tests.benchmarks.bare_settings", workers=WORKERS) as bare,
    ):
        files = Path(folder) / "files"
        files.mkdir()
        body = kept.get(article)
        body_file().write_bytes(body)
        (files / "page.html").write_bytes(body)
        with running_nginx(Path(folder), WORKERS) as port:
            addresses = {
                "nginx, a file": f"http://{HOST}:{port}/page.html",
                "kept article": f"http://{HOST}:{kept.port}{quote(article)}",
                "bare view": f"http://{HOST}:{bare.port}/bare/",
                "article made anew": f"http://{HOST}:{uncached.port}{quote(article)}",
            }
            return list(_loads(addresses))


def _loads(addresses: Mapping[str, str]) -> Iterator[Load]:
    for connections in CONNECTIONS:
        rounds = [{side: asked(url, connections) for side, url in addresses.items()} for _ in range(ROUNDS)]
        for side in addresses:
            yield Load(side, connections, *map(median, zip(*(each[side][1:] for each in rounds), strict=True)))


def asked(url: str, connections: int, seconds: int = SECONDS) -> tuple[int, float, float, float, float]:
    """How many answers there were, how many a second, and milliseconds of the 50th, 95th and 99th of 100."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s", "-s", str(PERCENTILES), url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{url} was not always answered:\n{said}")
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])
    count, *microseconds = map(float, re.findall(r"^percentiles (.+)$", said, re.MULTILINE)[0].split())
    p50, p95, p99 = (value / 1000 for value in microseconds)
    return int(count), rate, p50, p95, p99


@contextmanager
def running_nginx(folder: Path, workers: int) -> Iterator[int]:
    """With the files below `folder`, whatever they are named, as HTML; its port."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None or shutil.which("wrk") is None:
        raise RuntimeError("The load is measured with wrk against nginx: install both.")
    port = free_port()
    configuration = folder / "nginx.conf"
    # The folder is private, and workers that root starts are otherwise nobody's.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(NGINX.format(user=user, workers=workers, folder=folder, host=HOST, port=port))
    with subprocess.Popen([nginx, "-c", str(configuration), "-p", str(folder)], stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def table(loads: list[Load]) -> str:
    bare = {load.connections: load.rate for load in loads if load.side == "bare view"}
    nginx = {load.connections: load.rate for load in loads if load.side.startswith("nginx")}
    heads = ("connections", "a second", "p50 ms", "p95 ms", "p99 ms", "÷ nginx", "bare ÷")
    lines = [f"{'':<22}" + "".join(f"{head:>12}" for head in heads)]
    for load in loads:
        lines.append(
            f"{load.side:<22}{load.connections:>12}{load.rate:>12,.0f}{load.p50:>12.2f}{load.p95:>12.2f}{load.p99:>12.2f}"
            f"{load.rate / nginx[load.connections]:>12.2f}{bare[load.connections] / load.rate:>12.1f}"
        )
    return "\n".join(lines)
