"""In front of Django's application: kept pages are answered, others made, kept where they may be, and compressed."""

import datetime
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

from portal.changes.listening import hear
from portal.changes.reading import Reading, reading

from .answers import Answer, Headers
from .pages import KeptPage, Pages
from .proxies import HeldPages
from .requests import Address, Environ, address_of, bare, is_below_a_language, is_of_a_reader
from .shared import SharedPages

StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Seconds for which readers see the page of before while the next is made, and for which they wait where there is none.
SHOWN_MEANWHILE = 5
LONGEST_WAIT = 20


class KeptPages:
    """A WSGI application around another one. With `shared`, processes make pages for each other; with `held`, proxies
    hold pages for a while."""

    def __init__(
        self,
        application: Application,
        most_bytes: int,
        shared: SharedPages | None = None,
        held: HeldPages | None = None,
    ) -> None:
        self.application = application
        self.shared = shared
        self.held = held
        self.pages = Pages(most_bytes)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not is_of_a_reader(environ):
            if is_below_a_language(environ):
                # Where somebody may be known, or has opened what others have not.
                start_response = _answering(start_response, "private, no-cache")
            return self.application(environ, start_response)
        address = address_of(environ)
        # Without a word of what has changed nothing is kept.
        if address is None or self.pages.most_bytes == 0 or not hear():
            return self._uncached(environ, start_response)
        page = self.pages.get(address)
        if page is not None and page.is_current(time.time()):
            cache_control = self.held.cache_control(address, page) if self.held else ""
            return _send(page.answer, environ, start_response, cache_control)
        if not self.pages.can_keep(address):
            return self._uncached(environ, start_response)
        answer = self._made(address, page, environ)
        return _send(answer, environ, start_response) if answer else self._uncached(environ, start_response)

    def _made(self, address: Address, before: KeptPage | None, environ: Environ) -> Answer | None:
        """The answer that one request of those for the same address has made; None where each needs its own."""
        # What another one has made may be outdated already: then it is made once more, by one of those who wait.
        for _attempt in range(2):
            now = time.time()
            making, is_ours = self.pages.begin(address, now)
            if is_ours:
                try:
                    return self._shared_or_made(address, environ)
                finally:
                    self.pages.finish(address)
            if before is not None and before.may_be_shown_meanwhile(now) and now - making.begun < SHOWN_MEANWHILE:
                return before.answer
            making.done.wait(LONGEST_WAIT)
            if not hear():
                return None
            before = self.pages.get(address)
            if before is not None and before.is_current(time.time()):
                return before.answer
        return None

    def _shared_or_made(self, address: Address, environ: Environ) -> Answer | None:
        if self.shared is None:
            return self._make(address, environ)
        with self.shared.turn(address) as turn:
            if turn.page is not None:
                self.pages.keep(address, turn.page)
                return turn.page.answer
            answer = self._make(address, environ)
            made = self.pages.get(address)
            if made is not None and made.answer is answer:
                turn.made(made)
            return answer

    def _make(self, address: Address, environ: Environ) -> Answer | None:
        # Of the day on which it is begun.
        until = _end_of_today()
        try:
            with reading() as found:
                answer = _read(self.application, bare(environ))
        except BaseException:
            self.pages.remove(address)
            raise
        if answer is not None and _may_be_kept(answer, found, address):
            answer.is_kept = True
            # Also where it is outdated already: it is newer than the one that is shown while the next is made.
            self.pages.keep(address, KeptPage(answer, found.moment, found.sources, until))
            return answer
        if answer is not None and answer.status.startswith("5"):
            # A fault may be gone with the next request.
            self.pages.remove(address)
        else:
            self.pages.cannot_keep(address, found.moment)
        return answer if answer is not None and _is_same_for_all(answer) else None

    def _uncached(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """As Django answers, compressed for whoever has no secrets in it: there is no session."""
        arguments, body = _asked(self.application, environ)
        is_bare = arguments[0].startswith(("204", "304")) or environ["REQUEST_METHOD"] == "HEAD"
        if is_bare or getattr(body, "streaming", False) or _has_cookie(arguments[1]):
            directives = "private, no-cache" if _has_cookie(arguments[1]) else "no-cache"
            _answering(start_response, directives)(*arguments)
            return body
        return _send(Answer(arguments[0], arguments[1], _joined(body)), environ, start_response)


def _asked(application: Application, environ: Environ) -> tuple[Any, Iterable[bytes]]:
    """What the application tells the server (status, headers), and the body."""
    caught: list[Any] = []
    body = application(environ, lambda *arguments: caught.append(arguments))
    return caught[-1], body


def _read(application: Application, environ: Environ) -> Answer | None:
    """None for what is sent in pieces."""
    (status, headers, *_rest), body = _asked(application, environ)
    if getattr(body, "streaming", False):
        _close(body)
        return None
    return Answer(status, headers, _joined(body))


def _answering(start_response: StartResponse, directives: str) -> StartResponse:
    """With these directives for caches, where the answer has none of its own."""

    def start(status: str, headers: Headers, *more: Any) -> Any:
        if not any(name.lower() == "cache-control" for name, _value in headers):
            headers = [*headers, ("Cache-Control", directives)]
        return start_response(status, headers, *more)

    return start


def _has_cookie(headers: Headers) -> bool:
    return any(name.lower() == "set-cookie" for name, _value in headers)


def _joined(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        _close(body)


def _close(body: Iterable[bytes]) -> None:
    if close := getattr(body, "close", None):
        close()


def _may_be_kept(answer: Answer, found: Reading, address: Address) -> bool:
    """A page for everybody, in one language, that no form and no reader is named in, under no second address."""
    return (
        answer.status.startswith("200")
        and found.may_be_kept
        and (found.is_by_page_number or not address.query)
        and _is_same_for_all(answer)
        and answer.header("Content-Type").startswith(("text/html", "application/"))
    )


def _is_same_for_all(answer: Answer) -> bool:
    """Whether nothing in the answer was made for one reader: then he is not asked for anything, either."""
    vary = {each.strip().lower() for each in answer.header("Vary").split(",")} - {"", "cookie", "accept-encoding"}
    directives = {each.strip().lower() for each in answer.header("Cache-Control").split(",")}
    return not (vary or answer.header("Set-Cookie") or directives & {"private", "no-store", "no-cache"})


def _send(answer: Answer, environ: Environ, start_response: StartResponse, cache_control: str = "") -> list[bytes]:
    status, headers, body = answer.answer(environ)
    if cache_control:
        headers = [each for each in headers if each[0] != "Cache-Control"] + [("Cache-Control", cache_control)]
    start_response(status, headers)
    return [body]


def _end_of_today() -> float:
    """Pages show what is ahead: the day they are of ends at midnight here."""
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time())).timestamp()
