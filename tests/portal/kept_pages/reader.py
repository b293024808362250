"""A reader who asks the portal's WSGI application itself."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

from portal.kept_pages.application import KeptPages
from portal.kept_pages.proxies import HeldPages
from portal.kept_pages.shared import SharedPages


@dataclass(frozen=True)
class Received:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Reader:
    """`made` counts the pages that Django was asked for."""

    def __init__(
        self,
        application: Any,
        most_bytes: int = 32 * 1024 * 1024,
        shared: SharedPages | None = None,
        held: HeldPages | None = None,
    ) -> None:
        self.made = 0
        self._application = application
        self.kept = KeptPages(self._counted, most_bytes, shared, held)

    def _counted(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.made += 1
        return self._application(environ, start_response)

    def get(self, path: str, query: str = "", method: str = "GET", **headers: str) -> Received:
        return self._ask(self.kept, path, query, method, headers)

    def get_anew(self, path: str, query: str = "") -> Received:
        """As Django answers now."""
        return self._ask(self._application, path, query, "GET", {})

    def _ask(self, application: Any, path: str, query: str, method: str, headers: dict[str, str]) -> Received:
        environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method}
        environ |= {"HTTP_" + name.upper(): value for name, value in headers.items()}
        environ |= {"wsgi.input": BytesIO(), "HTTP_HOST": headers.get("host", "localhost"), "REMOTE_ADDR": "127.0.0.1"}
        setup_testing_defaults(environ)
        caught: list[Any] = []
        body = application(environ, lambda *arguments: caught.append(arguments))
        try:
            content = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        status, received = caught[-1][:2]
        folded: dict[str, str] = {}
        for name, value in received:
            folded[name] = f"{folded[name]}, {value}" if name in folded else value
        return Received(int(status[:3]), folded, content)
