"""A portal of real processes, web server and worker, and an editor who uses it by HTTP."""

import html
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from tests.factories.forms import item_form
from tests.services.service import free_port

START_SECONDS = 120.0
PASSWORD = "correct horse battery"
SET_UP = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("set_up_site")
from django.contrib.auth import get_user_model
from tests.factories import content
item = content.make_item(topics=[content.make_topic()])
content.translate(item)
get_user_model().objects.create_superuser("administrator", "a@example.org", "{PASSWORD}")
"""
CHECK = """
from news.models import NewsItemPage
from portal.translation.consistency import check
from search.index import outbox
from search.index.rebuild import verify
outbox.drain()
print([str(each) for each in check()] + [str(key) for name in outbox.index_names() for key in verify(name).differing])
page = NewsItemPage.objects.order_by("pk").first()
print(page.title + "|" + page.lead)
"""


# Runs code again and again: a process of its own would each time load the whole portal first.
CONSOLE = """
import contextlib, io, json, sys, traceback
from django.db import close_old_connections
for line in sys.stdin:
    output = io.StringIO()
    close_old_connections()
    with contextlib.redirect_stdout(output):
        try:
            exec(json.loads(line), {})
            failure = ""
        except Exception:
            failure = traceback.format_exc()
    print(json.dumps([output.getvalue(), failure]), flush=True)
"""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        return None


class Editor:
    """Somebody with a browser of their own. Answers are (status, text); no redirect is followed."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies), _NoRedirect())

    def get(self, path: str, timeout: float = 60) -> tuple[int, str]:
        return self._open(Request(f"{self.address}{path}"), timeout)  # noqa: S310 (our own server)

    def post(
        self, path: str, values: Mapping[str, object], headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        data = urlencode({**values, "csrfmiddlewaretoken": token}, doseq=True).encode()
        return self._open(Request(f"{self.address}{path}", data), 60)  # noqa: S310

    def log_in(self, username: str = "administrator") -> None:
        self.get("/admin/login/")
        status, text = self.post("/admin/login/", {"username": username, "password": PASSWORD})
        assert status == 302, text

    def put(self, path: str, values: Mapping[str, object]) -> tuple[int, str]:
        """As a script does."""
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        headers = {"X-CSRFToken": str(token), "X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}
        request = Request(f"{self.address}{path}", urlencode(values).encode(), headers, method="PUT")  # noqa: S310
        return self._open(request, 60)

    def publish(self, page: int, title: str, **values: object) -> tuple[int, str]:
        form = item_form(title=title, lead=f"{title}: įžanga.", **{"action-publish": "action-publish", **values})
        return self.post(f"/admin/pages/{page}/edit/", form)

    def _open(self, request: Request, timeout: float) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=timeout) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode(errors="replace")


class Portal:
    """On a folder and a database of its own."""

    def __init__(self, folder: Path, database_url: str = "") -> None:
        self.folder = folder
        self.port = free_port()
        self.environment = os.environ | {
            "PORTAL_VAR_DIR": str(folder),
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'portal.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
            "REDIS_URL": "locmemcache://",
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.console = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", CONSOLE],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.shell(SET_UP)

    def shell(self, code: str) -> str:
        """Runs code beside the portal and returns what it prints."""
        assert self.console.stdin
        assert self.console.stdout
        self.console.stdin.write(f"{json.dumps(code)}\n")
        self.console.stdin.flush()
        output, failure = json.loads(self.console.stdout.readline())
        assert not failure, failure
        return str(output)

    def start(self, name: str, *arguments: str) -> None:
        with open(self.folder.parent / f"{name}.log", "ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *arguments], cwd=settings.BASE_DIR, env=self.environment, stdout=log, stderr=log
            )

    def start_web(self, workers: int = 2) -> None:
        self.start(
            "web",
            *("-m", "portal.web_server", "--host", "127.0.0.1", "--port", str(self.port)),
            *("--workers", str(workers), "--respawn-failed-workers", "--respawn-interval", "0.1"),
            *("--workers-kill-timeout", "2", "--log-level", "info"),
        )
        wait_until(self.answers, START_SECONDS)

    def start_worker(self) -> None:
        self.start("worker", "manage.py", "worker", "--name", "killed", "--skip-checks")

    def answers(self) -> bool:
        try:
            return Editor(self.port).get("/lt/", timeout=5)[0] == 200
        except (OSError, URLError, HTTPException):
            return False

    def log(self, name: str) -> str:
        return (self.folder.parent / f"{name}.log").read_text(errors="replace")

    def web_workers(self) -> list[int]:
        """Numbers of the processes that answer, which are children of the server."""
        found = subprocess.run(
            ["ps", "-o", "pid=,stat=,args=", "--ppid", str(self.processes["web"].pid)], capture_output=True, text=True
        ).stdout
        lines = [line.split(maxsplit=2) for line in found.splitlines()]
        return [int(pid) for pid, state, arguments in lines if not state.startswith("Z") and "tracker" not in arguments]

    def page(self) -> int:
        return int(self.shell("from news.models import *; print(NewsItemPage.objects.order_by('pk').first().pk)"))

    def differences(self) -> tuple[str, str]:
        """What is not whole, as Python writes a list; title and lead of the page, with a bar between them."""
        found, shown = self.shell(CHECK).splitlines()[-2:]
        return found, shown

    def stop(self) -> None:
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.console.communicate()


@contextmanager
def running_portal(folder: Path, database_url: str = "") -> Iterator[Portal]:
    portal = Portal(folder, database_url)
    try:
        yield portal
    finally:
        portal.stop()


def wait_until(is_time: object, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not is_time():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def hidden_fields(page: str) -> dict[str, list[str]]:
    """Of the form that a page keeps what was typed in."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    return found
