import signal
import socket
import sys
from argparse import ArgumentParser
from http.client import HTTPConnection, HTTPException
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language_info

from home.demonstration_accounts import NameTaken, assign_examples, logins_file, prepare_accounts
from portal.addresses.site_record import put_site_right
from portal.runtime.locks import AlreadyHeld, exclusive_lock
from portal.runtime.supervisor import ChildDied, Ended, Supervisor, end_on_signals

HOST = "127.0.0.1"
START_SECONDS = 60


class Command(BaseCommand):
    help = "Prepares the demonstration and runs it (web server and worker) on this machine until Ctrl-C or SIGTERM."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="on 127.0.0.1 (default: %(default)s)")

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        end_on_signals()
        try:
            with exclusive_lock("demo"):
                self._check_port(port)
                base_url = f"http://{HOST}:{port}"
                self._prepare(base_url)
                self._run(port, base_url)
        except AlreadyHeld as error:
            raise CommandError("The demo of this installation is running already.") from error
        except Ended as ended:
            self._say("The demo has ended.")
            # Whoever asks for an end by SIGTERM gets it as an ordinary one; Ctrl-C stays visible to the shell.
            sys.exit(130 if ended.number == signal.SIGINT else 0)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _check_port(self, port: int) -> None:
        if not 1 <= port <= 65535:
            raise CommandError(f"{port} is not a port; ports are numbers from 1 to 65535.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} cannot be used ({error}). Choose another: make demo PORT=8001"
                ) from error

    def _prepare(self, base_url: str) -> None:
        self._say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("compile_catalogues")
        self._say("Loading the demonstration …")
        call_command("load_demonstration")
        put_site_right(base_url)
        call_command("search", "rebuild", "--if-needed")
        try:
            self.logins = prepare_accounts()
            assign_examples()
        except NameTaken as error:
            raise CommandError(
                f"The account “{error}” is not the demonstration's; rename or delete it first."
            ) from error

    def _run(self, port: int, base_url: str) -> None:
        supervisor = Supervisor(settings.BASE_DIR, {"PORTAL_DEMO": "1", "PORTAL_BASE_URL": base_url})
        try:
            supervisor.start("worker", ["manage.py", "worker", "--name", "demo"])
            supervisor.start("web server", _web_server(port))
            if not supervisor.wait_for(lambda: _answers(port), START_SECONDS):
                raise CommandError(f"The web server did not answer within {START_SECONDS} s.")
            self._announce(base_url)
            supervisor.watch(self._say)
        except ChildDied as error:
            raise CommandError(f"{error} It does so whenever it is started, so the demo has been ended.") from error
        finally:
            supervisor.stop()

    def _announce(self, base_url: str) -> None:
        addresses = {get_language_info(code)["name_local"]: f"{base_url}/{code}/" for code, _ in settings.LANGUAGES}
        width = max(map(len, [*addresses, *self.logins]))
        lines = ["", "The portal is running. Ctrl-C ends it.", ""]
        lines += [f"  {name:<{width}}  {url}" for name, url in addresses.items()]
        lines += [f"  {'admin':<{width}}  {base_url}/admin/", ""]
        lines += [f"  {name:<{width}}  {password}" for name, password in self.logins.items()]
        lines += ["", f"The log-ins are also in {logins_file()}; they work only while the demo runs."]
        self._say("\n".join(lines))


def _web_server(port: int) -> list[str]:
    return [
        *("-m", "portal.web_server", "--host", HOST, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "4", "--workers-kill-timeout", "2", "--log-level", "warning"),
        "--respawn-failed-workers",
    ]


def _answers(port: int) -> bool:
    """Any answer will do: the socket alone is open before the application is loaded."""
    connection = HTTPConnection(HOST, port, timeout=START_SECONDS)
    try:
        connection.request("HEAD", f"/{settings.LANGUAGE_CODE}/")
        connection.getresponse()
        return True
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
