"""A Redis server that keeps nothing."""

import secrets
import shutil

import redis

from tests.services.service import Service, ServiceError, free_port, start, temporary_directory


def start_redis() -> Service:
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise ServiceError("Redis is not installed.")
    port, password = free_port(), secrets.token_hex(16)
    directory = temporary_directory("redis")
    # In a file, because other users can read the command line of a process.
    configuration = directory / "redis.conf"
    configuration.touch(mode=0o600)
    configuration.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\nappendonly no\ndir "{directory}"\n'
    )
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    return start("Redis", url, [program, str(configuration)], directory, lambda: _answers(url))


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
