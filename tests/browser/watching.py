"""What must not happen in a browser while a test looks at something else."""

from collections import Counter
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError


class Watch:
    """Notes errors on the console, uncaught exceptions, failed requests and requests to other origins."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.problems: list[str] = []
        self.expected: Counter[tuple[int, str]] = Counter()
        self.allowed: set[tuple[int, str]] = set()

    def expect(self, status: int, path: str) -> None:
        """The test is about an answer that would otherwise be a failure; one answer a call."""
        self.expected[status, path] += 1

    def allow(self, status: int, path: str) -> None:
        """The answer may come, any number of times: to what a page asks of itself while the test changes something."""
        self.allowed.add((status, path))

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def complaints(self) -> list[str]:
        missing = [f"{status} of {path} did not come" for (status, path), count in self.expected.items() if count > 0]
        return self.problems + missing

    def _console(self, message: ConsoleMessage) -> None:
        # What could not be loaded is an answer with its status, or a failed request: both are noted below. And Wagtail
        # writes down what its checks of a page have found.
        if message.type == "error" and not message.text.startswith(("Failed to load resource", "axe.run results")):
            self.problems.append(f"console: {message.text} ({message.location.get('url')})")

    def _error(self, error: WebError) -> None:
        self.problems.append(f"uncaught: {error.error}")

    def _request(self, request: Request) -> None:
        if request.url.startswith(("http:", "https:", "ws:", "wss:")) and not self._is_ours(request.url):
            self.problems.append(f"another origin: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left aborts what it was still asking for.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url} ({request.failure})")

    def _response(self, response: Response) -> None:
        if response.status < 400 or not self._is_ours(response.url) or _is_unfinished_draft(response):
            return
        answer = (response.status, urlsplit(response.url).path)
        if answer in self.allowed:
            return
        self.expected[answer] -= 1
        if self.expected[answer] < 0:
            self.problems.append(f"{response.status}: {response.request.method} {response.url}")

    def _is_ours(self, url: str) -> bool:
        return url == self.origin or url.startswith(f"{self.origin}/")


def _is_unfinished_draft(response: Response) -> bool:
    """Wagtail saves a draft while its author types, and is told so where a date, say, is only half there."""
    wants_json = "application/json" in response.request.headers.get("accept", "")
    return response.status == 400 and response.request.method == "POST" and wants_json
