"""One person's browser, which presses what was found and notes what went wrong."""

import re
import time
from pathlib import Path
from threading import Lock
from typing import Any

import polib
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import ElementHandle, Error, Page, Request

from portal.storage.transactions import WAGTAILS_REFUSAL

from .buttons import Place

_REFUSALS = "do not have permission|You may not|Forbidden|CSRF"
# What may be pressed for ever is pressed once: what an answer offers in its turn.
LONGEST_CHAIN = 2
LONGEST_REST_SECONDS = 5.0
CATALOGUE = Path(settings.BASE_DIR) / "locale" / "lt" / "LC_MESSAGES" / "django.po"

_LABELLED = """() => [...document.querySelectorAll('button')].map((each) => {
  const copy = each.cloneNode(true);
  for (const hidden of copy.querySelectorAll('.w-sr-only, kbd, svg')) hidden.remove();
  return [each, copy.textContent.trim().replace(/\\s+/g, ' ')];
})"""
_FIND = f"([label, number]) => ({_LABELLED})().filter(([, own]) => own === label).map(([each]) => each)[number] ?? null"
_SAVING = """() => { const status = document.querySelector('[data-review] [data-status]');
  return Boolean(status) && status.textContent === status.closest('[data-review]').dataset.saving; }"""
_BESIDE = f"() => ({_LABELLED})().filter(([each]) => each.closest('.companion')).map(([, label]) => label)"
_LINKS = "() => [...document.querySelectorAll('main a.button')].map((each) => each.textContent.trim())"
_LABELS = f"() => ({_LABELLED})().filter(([each]) => each.closest('main form')).map(([, label]) => label)"
# What somebody sees of a page, in which something must change.
_SHOWN = """() => [document.body.innerText, document.querySelector('[data-review] [data-status]')?.textContent,
  ...[...document.querySelectorAll('textarea')].map((each) => each.value), document.activeElement?.outerHTML,
  ...[...document.querySelectorAll('[aria-expanded]')].map((each) => each.getAttribute('aria-expanded'))].join('|')"""


def refusals(language: str) -> re.Pattern[str]:
    """What Wagtail's and the portal's messages say to whom they refuse something."""
    ours = (each.msgid for each in polib.pofile(str(CATALOGUE)) if re.search(_REFUSALS, each.msgid))
    with translation.override(language):
        # What stands before a name is enough to know it by.
        said = [gettext(each).split("%(")[0] for each in (WAGTAILS_REFUSAL, *ours)]
    return re.compile("|".join([_REFUSALS, *(re.escape(each) for each in said if len(each) > len("You may not"))]))


class Served:
    """How many requests the portal of this process is answering."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.count = 0
        request_started.connect(self._begun)
        request_finished.connect(self._ended)

    def _begun(self, **kwargs: Any) -> None:
        with self._lock:
            self.count += 1

    def _ended(self, **kwargs: Any) -> None:
        with self._lock:
            self.count -= 1


class Pressing:
    """In the browser of somebody who sees the admin in this language."""

    def __init__(self, page: Page, files: dict[str, Path], language: str) -> None:
        self.page, self.files = page, files
        self.refusals = refusals(language)
        self.served = Served()
        self.asked: set[Request] = set()
        page.on("request", lambda request: self.asked.add(request))
        page.on("requestfinished", lambda request: self.asked.discard(request))
        page.on("requestfailed", lambda request: self.asked.discard(request))
        self.problems: list[str] = []
        self.pressed: list[str] = []
        # Links that an answer shows as buttons.
        self.offered: set[str] = set()

    def rest(self) -> None:
        """Leaves the page once nothing is asked for any more: what it asks must be answered from one database."""
        end = time.monotonic() + LONGEST_REST_SECONDS
        while self.asked and time.monotonic() < end:
            self.page.wait_for_timeout(20)
        self.page.goto("about:blank")
        self.asked.clear()
        while self.served.count and time.monotonic() < end:
            self.page.wait_for_timeout(20)

    def press(self, place: Place, known: set[str]) -> None:
        """Goes there and presses; then what the answer offers, unless it was pressed before."""
        try:
            self.page.goto(place.address)
            self._press_here(place.label, place.number, place.address, known, LONGEST_CHAIN)
        except Error as error:
            self.problems.append(f"“{place.label}” of {place.address}: {error}")

    def press_companion(self, address: str) -> None:
        """Each button beside a translation editor, which scripts have put there."""
        button = ".companion button"
        self.page.goto(address)
        self.page.locator(f"{button}[data-insert]").first.wait_for()
        labels = self.page.evaluate(_BESIDE)
        for label in dict.fromkeys(labels):
            self.page.goto(address)
            self.page.locator(f"{button}[data-insert]").first.wait_for()
            handle = self.page.evaluate_handle(_FIND, [label, 0]).as_element()
            assert handle is not None
            self._click(handle, f"“{label}” beside {address}")
            self.pressed.append(label)

    def _press_here(self, label: str, number: int, where: str, known: set[str], chain: int) -> None:
        self.page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true })")
        # What a script shows takes a moment.
        self.page.wait_for_function(f"(wanted) => ({_FIND})(wanted) !== null", arg=[label, number], timeout=20_000)
        button = self.page.evaluate_handle(_FIND, [label, number]).as_element()
        assert button is not None
        self._fill(button)
        before = set(self.page.evaluate(_LABELS))
        self._click(button, f"“{label}” of {where}")
        self.pressed.append(label)
        self.offered.update(self.page.evaluate(_LINKS))
        # A question, say, which takes the place of the page.
        offered = set(self.page.evaluate(_LABELS)) & known - before - set(self.pressed)
        if chain and offered and not self.page.evaluate("() => window.isOld"):
            self._press_here(min(offered), 0, f"{where} and {self.page.url}", known, chain - 1)

    def _fill(self, button: ElementHandle) -> None:
        """What has to be there before a form can be sent."""
        form = button.evaluate_handle("(button) => button.form").as_element()
        if form is None:
            return
        for field in form.query_selector_all("input[type=file]"):
            accepted = field.get_attribute("accept") or ".txt"
            field.set_input_files(self.files[accepted.split(",")[0]])
        for field in form.query_selector_all("select[required]"):
            field.select_option(index=1)

    def _click(self, button: ElementHandle, what: str) -> None:
        before = self.page.evaluate(_SHOWN)
        downloads: list[Any] = []
        self.page.once("download", lambda download: downloads.append(download))
        self.page.evaluate("() => { window.isOld = true }")
        if button.is_visible():
            button.click()
        else:
            # In a menu that is closed.
            button.evaluate("(button) => button.click()")
        try:
            self.page.wait_for_function(
                f"(before) => !window.isOld || (({_SHOWN})() !== before && !({_SAVING})())",
                arg=before,
                polling=50,
                timeout=10_000,
            )
        except Error:
            if not downloads:
                self.problems.append(f"{what} shows nothing")
                return
        self.page.wait_for_load_state("load")
        shown = self.page.inner_text("body")
        if refusal := self.refusals.search(shown):
            self.problems.append(f"{what} is refused: {shown[max(0, refusal.start() - 80) : refusal.end() + 80]}")
