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
    """Requests a second, and milliseconds below which half and 99 of 100 answers came: medians of the rounds."""

    side: str
    connections: int
    rate: float
    p50: float
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
        with _nginx(Path(folder)) as port:
            addresses = {
                "nginx, a file": f"http://{HOST}:{port}/page.html",
                "kept article": f"http://{HOST}:{kept.port}{quote(article)}",
                "bare view": f"http://{HOST}:{bare.port}/bare/",
                "article made anew": f"http://{HOST}:{uncached.port}{quote(article)}",
            }
            return list(_loads(addresses))


def _loads(addresses: Mapping[str, str]) -> Iterator[Load]:
    for connections in CONNECTIONS:
        rounds = [{side: _load(url, connections) for side, url in addresses.items()} for _ in range(ROUNDS)]
        for side in addresses:
            rates, halves, most = zip(*(each[side] for each in rounds), strict=True)
            yield Load(side, connections, median(rates), median(halves), median(most))


def _load(url: str, connections: int) -> tuple[float, float, float]:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--timeout", "60s", "--latency", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(f"{url} was not always answered:\n{said}")
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", said)[0])
    p50, p99 = (_milliseconds(re.findall(rf"{share}%\s+([\d.]+)(us|ms|s|m)", said)[0]) for share in (50, 99))
    return rate, p50, p99


def _milliseconds(found: tuple[str, str]) -> float:
    return float(found[0]) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[found[1]]


@contextmanager
def _nginx(folder: Path) -> Iterator[int]:
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None or shutil.which("wrk") is None:
        raise RuntimeError("The load is measured with wrk against nginx: install both.")
    port = free_port()
    configuration = folder / "nginx.conf"
    # The folder is private, and workers that root starts are otherwise nobody's.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(NGINX.format(user=user, workers=WORKERS, folder=folder, host=HOST, port=port))
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
    lines = [f"{'':<22}{'connections':>12}{'a second':>12}{'p50 ms':>10}{'p99 ms':>10}{'÷ nginx':>10}{'bare ÷':>10}"]
    for load in loads:
        lines.append(
            f"{load.side:<22}{load.connections:>12}{load.rate:>12,.0f}{load.p50:>10.2f}{load.p99:>10.2f}"
            f"{load.rate / nginx[load.connections]:>10.2f}{bare[load.connections] / load.rate:>10.1f}"
        )
    return "\n".join(lines)
