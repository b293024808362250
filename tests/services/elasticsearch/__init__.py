"""A single Elasticsearch node put together from its published parts, for machines without Docker.

The parts come by Maven and are compiled once into a cache outside the clone; after that a node starts in about ten
seconds. It is the real server without the modules that are not published: no security, scripting or `GET /`.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.services.service import Service, ServiceError, free_port, start, temporary_directory

SOURCES = Path(__file__).parent
# Little memory, and quick to start rather than quick for long.
JAVA_OPTIONS = ("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
MINIMUM_JAVA = 17


def find_java(program: str) -> str | None:
    """`java` or `javac` of JAVA_HOME or the PATH, if it is new enough."""
    home = os.environ.get("JAVA_HOME")
    path = shutil.which(program, path=f"{home}/bin") if home else None
    path = path or shutil.which(program)
    if path is None:
        return None
    output = subprocess.run([path, "-version"], capture_output=True, text=True)
    version = re.search(r"\d+", output.stdout + output.stderr)
    return path if version and int(version.group()) >= MINIMUM_JAVA else None


def assembly_directory() -> Path:
    """Where the parts are kept; another version or source has another directory."""
    digest = hashlib.sha256()
    for source in (SOURCES / "pom.xml", *sorted((SOURCES / "java").glob("*.java"))):
        digest.update(source.read_bytes())
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "portal-elasticsearch" / digest.hexdigest()[:16]


def is_assembled() -> bool:
    return assembly_directory().is_dir()


def assemble() -> Path:
    """Fetches and compiles the parts unless that has been done; a directory that exists is complete."""
    directory = assembly_directory()
    directory.parent.mkdir(parents=True, exist_ok=True)
    with open(directory.parent / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not directory.is_dir():
            with tempfile.TemporaryDirectory(dir=directory.parent) as temporary:
                partial = Path(temporary) / "assembly"
                _assemble_into(partial)
                partial.rename(directory)
    return directory


def _assemble_into(directory: Path) -> None:
    maven, javac = shutil.which("mvn"), find_java("javac")
    if maven is None or javac is None:
        raise ServiceError(f"Elasticsearch needs Maven and a JDK of version {MINIMUM_JAVA} or newer.")
    libraries = directory / "lib"
    libraries.mkdir(parents=True)
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={libraries}", "-DincludeScope=runtime"]
    _run([maven, "--batch-mode", "--quiet", "--file", str(SOURCES / "pom.xml"), *goal])
    for name, target in (("TestNode", directory / "node"), ("AnalysisParts", directory / "classes")):
        source = str(SOURCES / "java" / f"{name}.java")
        _run([javac, "-classpath", f"{libraries}/*", "-d", str(target), source])
    version = next(libraries.glob("elasticsearch-core-*.jar")).stem.removeprefix("elasticsearch-core-")

    analysis = _module(directory, "analysis-common", "AnalysisParts", version)
    shutil.make_archive(str(analysis / "analysis-parts"), "zip", directory / "classes")
    (analysis / "analysis-parts.zip").rename(analysis / "analysis-parts.jar")
    # A module has its own class loader: what it needs must not also lie among the server's libraries.
    network = _module(directory, "transport-netty4", "org.elasticsearch.transport.netty4.Netty4Plugin", version)
    for pattern in ("netty-*.jar", "transport-netty4-*.jar"):
        for library in libraries.glob(pattern):
            library.rename(network / library.name)
    (directory / "plugins").mkdir()


def _module(directory: Path, name: str, class_name: str, version: str) -> Path:
    module = directory / "modules" / name
    module.mkdir(parents=True)
    descriptor = {
        "name": name,
        "description": name,
        "version": version,
        "elasticsearch.version": version,
        "java.version": str(MINIMUM_JAVA),
        "classname": class_name,
        "extended.plugins": "",
        "has.native.controller": "false",
    }
    lines = [f"{key}={value}\n" for key, value in descriptor.items()]
    (module / "plugin-descriptor.properties").write_text("".join(lines))
    return module


def _run(command: list[str]) -> None:
    result = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if result.returncode:
        raise ServiceError(f"Elasticsearch could not be put together.\n{(result.stdout + result.stderr)[-3000:]}")


def start_elasticsearch(java_options: Sequence[str] = JAVA_OPTIONS) -> Service:
    directory = temporary_directory("elasticsearch")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    settings = ["discovery.type=single-node", "cluster.name=portal-tests"]
    command = node_command(directory, port, free_port(), settings, java_options)
    return start("Elasticsearch", url, command, directory, lambda: _answers(url))


def node_command(
    directory: Path,
    port: int,
    transport_port: int,
    settings: Sequence[str],
    java_options: Sequence[str] = JAVA_OPTIONS,
) -> list[str]:
    """What runs a node that keeps its data in a directory; fetches its parts where that has not been done."""
    assembly = assemble()
    java = find_java("java")
    if java is None:
        raise ServiceError(f"Elasticsearch needs Java {MINIMUM_JAVA} or newer.")
    classes = f"{assembly / 'node'}:{assembly / 'lib'}/*"
    return [
        *(java, *java_options, "-classpath", classes, "TestNode", str(assembly), str(directory)),
        *(f"http.port={port}", f"transport.port={transport_port}"),
        # A nearly full disk is the machine's business, not the tests'.
        "cluster.routing.allocation.disk.threshold_enabled=false",
        *settings,
    ]


def _answers(url: str) -> bool:
    return health(url).get("status") in ("green", "yellow")


def health(url: str) -> dict[str, Any]:
    """What a node says of its cluster; empty where it says nothing."""
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health", timeout=5) as response:  # noqa: S310
            answer: dict[str, Any] = json.load(response)
            return answer
    except (OSError, ValueError, urllib.error.URLError):
        return {}
