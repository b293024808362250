"""All the services of one run, and how tests hear of them."""

import os
import secrets
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from tests.services.elasticsearch import JAVA_OPTIONS, start_elasticsearch
from tests.services.postgresql import start_postgresql
from tests.services.programs import find_chromium, provide
from tests.services.redis_server import start_redis
from tests.services.service import Service

# Service name in compose.yaml, its port, and the address that a client takes.
CONTAINERS = {
    "DATABASE_URL": ("postgresql", 5432, "postgres://portal:{password}@{address}/postgres"),
    "REDIS_URL": ("redis", 6379, "redis://:{password}@{address}/0"),
    "ELASTICSEARCH_URL": ("elasticsearch", 9200, "http://{address}"),
}


@contextmanager
def running_services(java_options: Sequence[str] = JAVA_OPTIONS) -> Iterator[dict[str, str]]:
    """Starts the services and stops them at the end; gives the environment variables that hold their addresses.

    The options are those of Elasticsearch's Java.

    Raises ServiceError where one of them cannot be had: nothing is skipped.
    """
    with_docker = provide()
    chromium = {"CHROMIUM": find_chromium() or ""}
    with (_containers if with_docker else _processes)(java_options) as addresses:
        yield addresses | chromium


@contextmanager
def _processes(java_options: Sequence[str]) -> Iterator[dict[str, str]]:
    programs: dict[str, Callable[[], Service]] = {
        "DATABASE_URL": start_postgresql,
        "REDIS_URL": start_redis,
        "ELASTICSEARCH_URL": partial(start_elasticsearch, java_options),
    }
    with ExitStack() as started, ThreadPoolExecutor(len(programs)) as pool:
        futures = {variable: pool.submit(function) for variable, function in programs.items()}
        services: dict[str, Service] = {}
        errors = []
        for variable, future in futures.items():
            try:
                services[variable] = future.result()
                started.callback(services[variable].stop)
            except Exception as error:
                errors.append(error)
        if errors:
            raise errors[0]
        yield {variable: service.url for variable, service in services.items()}


@contextmanager
def _containers(java_options: Sequence[str]) -> Iterator[dict[str, str]]:
    password = secrets.token_hex(16)
    file = Path(__file__).with_name("compose.yaml")
    compose = ["docker", "compose", "--project-name", f"portal-tests-{os.getpid()}", "--file", str(file)]
    environment = os.environ | {"PORTAL_TEST_PASSWORD": password, "PORTAL_TEST_JAVA_OPTIONS": " ".join(java_options)}
    try:
        subprocess.run([*compose, "up", "--detach", "--wait", "--quiet-pull"], env=environment, check=True)
        addresses = {}
        for variable, (service, port, template) in CONTAINERS.items():
            command = [*compose, "port", service, str(port)]
            address = subprocess.run(
                command, env=environment, check=True, capture_output=True, text=True
            ).stdout.strip()
            addresses[variable] = template.format(password=password, address=address)
        yield addresses
    finally:
        subprocess.run([*compose, "down", "--volumes"], env=environment, check=False)
