"""Web server and worker when no file of theirs can grow any more, which is a full disk to them, and afterwards."""

import resource
from pathlib import Path

from .running import Editor, Portal, hidden_fields, running_portal, wait_until
from .test_killed_processes import PLAN

# Their logs have room, a publication has not.
ROOM = 32 * 1024


def limit(portal: Portal, room: int) -> None:
    for pid in [*portal.web_workers(), portal.processes["worker"].pid]:
        _soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (room, hard))


def test_an_editor_keeps_what_was_typed_readers_read_and_the_worker_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with running_portal(tmp_path / "var") as portal:
        portal.start_web(workers=1)
        portal.start_worker()
        wait_until(lambda: "is running" in portal.log("worker"))
        editor, page = Editor(portal.port), portal.page()
        editor.log_in()
        limit(portal, ROOM)

        status, text = editor.publish(page, "Nauja")
        assert status == 503
        assert hidden_fields(text)["title"] == ["Nauja"]
        assert portal.answers()
        portal.shell(PLAN.format(title="Suplanuota"))
        wait_until(lambda: "It is tried again" in portal.log("worker"), 120)
        assert portal.processes["worker"].poll() is None
        assert portal.log("worker").count("It is tried again") == 1
        assert "Traceback" not in portal.log("worker")

        limit(portal, resource.RLIM_INFINITY)
        wait_until(lambda: portal.differences()[1] == "Suplanuota|Suplanuota: įžanga.", 120)
        assert "The storage works again." in portal.log("worker")
        fields = hidden_fields(text)
        fields.pop("csrfmiddlewaretoken")
        assert editor.post(f"/admin/pages/{page}/edit/", fields)[0] == 302
        assert portal.differences() == ("[]", "Nauja|Nauja: įžanga.")
