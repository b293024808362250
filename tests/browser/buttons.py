"""What can be pressed on the portal's own pages of the admin: by its templates, and as somebody finds it there."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.translation import gettext, pgettext
from wagtail import admin as wagtail_admin
from wagtail import hooks

from tests.client import Client

OWN_PACKAGES = ("home", "news", "portal", "search")
FOLDERS = (
    "portal/templates/portal/admin",
    "portal/translation/templates/translation/admin",
    "portal/translation/templates/translation/workbench",
    "search/templates/search/admin",
    "news/templates/news/importer",
    "news/templates/news/originals",
)
# Wagtail's own questions before something is done to many pages, to which the portal's templates add.
EXTENDED = "portal/translation/templates/wagtailadmin"
# What readers see.
READERS = ("portal/templates/portal", "home/templates", "news/templates/news", "search/templates/search")
# A file that is sent on, in which nobody presses anything on the portal; what is seen only while the storage fails or
# something stands against a form, where tests/browser/test_trying_again.py presses its buttons; and what is seen only
# where a save cannot simply be stored, where tests/browser/test_keeping_words.py presses what it has.
NOT_OF_THE_ADMIN = {
    *("news/importer/report.html", "news/importer/includes/report_entry.html"),
    "portal/admin/not_saved.html",
    "translation/workbench/saving.html",
}

# So many pages of one view that links lead to are looked at.
MOST_OF_A_KIND = 8

_BUTTON = re.compile(r"<(button|a)\b([^>]*?)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"""{%.*?%}|{{.*?}}""", re.DOTALL)
_HIDDEN = re.compile(r"""<span class="w-sr-only">.*?</span>|<kbd>.*?</kbd>""", re.DOTALL)
_LABEL = re.compile(r"""{% translate "([^"]*)"(?: context "([^"]*)")? %}""")
_ACTION = re.compile(r"""{% trans ['"]([^'"]*)['"] as action_button_text %}""")
# What Wagtail's own forms send, as our views label it.
_SUBMIT_LABEL = re.compile(r"""submit_button_label"?\s*[:=]\s*(?:gettext_lazy|_)\("(.*?)"\)""")
WAGTAILS_FORM = "wagtailadmin/generic/form.html"
# It sends what panels of ours ask, too.
ACCOUNT = ("wagtailadmin/account/account.html", "Save")


@dataclass(frozen=True, order=True)
class Button:
    """By the template that it stands in and the words on it, in English, with gettext's context."""

    template: str
    label: str
    context: str = ""

    def shown(self, language: str) -> str:
        with translation.override(language):
            return pgettext(self.context, self.label) if self.context else gettext(self.label)


@dataclass(frozen=True)
class Place:
    """`number` counts the buttons of the page that have this label."""

    address: str
    label: str
    number: int


def buttons_of_templates() -> set[Button]:
    """Every button, and every link that looks like one, of the portal's templates of the admin and of its forms in
    Wagtail's template."""
    found = set()
    for folder in FOLDERS:
        root = Path(settings.BASE_DIR) / folder
        for path in sorted(root.rglob("*.html")):
            name = str(path.relative_to(Path(settings.BASE_DIR) / folder.partition("/templates/")[0] / "templates"))
            if name not in NOT_OF_THE_ADMIN:
                found |= {Button(name, *label) for label in labels_in(path.read_text(encoding="utf-8"))}
    for path in sorted((Path(settings.BASE_DIR) / EXTENDED).rglob("*.html")):
        name = f"wagtailadmin/{path.relative_to(Path(settings.BASE_DIR) / EXTENDED)}"
        original = Path(str(wagtail_admin.__file__)).parent / "templates" / name
        found |= {Button(name, label) for label in _ACTION.findall(original.read_text(encoding="utf-8"))}
    # Where the label comes from the code.
    items: list[Any] = [hook() for hook in hooks.get_hooks("register_page_action_menu_item") if _is_ours(hook)]
    with translation.override("en"):
        found |= {Button(item.template_name, str(item.label)) for item in items}
    if any(_is_ours(hook) for hook in hooks.get_hooks("register_account_settings_panel")):
        found.add(Button(*ACCOUNT))
    for package in OWN_PACKAGES:
        for path in (Path(settings.BASE_DIR) / package).rglob("*.py"):
            labels = _SUBMIT_LABEL.findall(path.read_text(encoding="utf-8"))
            found |= {Button(WAGTAILS_FORM, label) for label in labels}
    return found


def buttons_of_readers() -> set[Button]:
    """Every button of the portal's templates that are not of the admin."""
    root = Path(settings.BASE_DIR)
    paths = sorted(path for folder in READERS for path in (root / folder).rglob("*.html"))
    admin = tuple(str(root / folder) for folder in FOLDERS)
    return {
        Button(str(path.relative_to(root)), *label)
        for path in paths
        if not str(path).startswith(admin)
        for label in labels_in(path.read_text(encoding="utf-8"))
    }


def _is_ours(thing: Any) -> bool:
    return str(thing.__module__).split(".")[0] in OWN_PACKAGES


def labels_in(template: str) -> Iterator[tuple[str, str]]:
    """With their contexts."""
    # Conditions inside a tag's attributes hold a “>” now and then.
    for kind, attributes, content in _BUTTON.findall(_without_conditions(template)):
        if kind == "a" and not re.search(r"""class="[^"]*\bbutton\b""", attributes):
            continue
        inside = _HIDDEN.sub("", content)
        yield from _LABEL.findall(inside)


def _without_conditions(template: str) -> str:
    return _TAG.sub(lambda match: match[0] if match[0].startswith("{% translate") else "", template)


def label_of(element: Tag) -> str:
    """The words that are seen on it."""
    hidden = {id(each) for each in element.select(".w-sr-only, kbd, svg")}
    texts = [str(text) for text in element.strings if not any(id(parent) in hidden for parent in text.parents)]
    return " ".join("".join(texts).split())


class Visit:
    """Walks through the admin as one person, by links, from its front page and menus and the addresses given."""

    def __init__(self, session: str, language: str, others: Iterable[str]) -> None:
        self.language = language
        self.client = Client(raise_request_exception=False)
        self.client.cookies[settings.SESSION_COOKIE_NAME] = session
        # Nobody is led to what no link leads to: there a refusal is no fault.
        self.others = set(others)
        self.refused: list[str] = []
        self.pressable: dict[Button, Place] = {}
        self.followed: set[Button] = set()
        # Translation editors that have something of everything.
        self.companions: list[str] = []
        self.waiting: deque[tuple[str, str]] = deque()
        self.seen: set[str] = set()
        self.counts: dict[str, int] = {}

    def walk(self, buttons: set[Button]) -> None:
        known = {button: button.shown(self.language) for button in buttons}
        self._go_to([reverse("wagtailadmin_home"), reverse("wagtailadmin_account"), *sorted(self.others)], "")
        while self.waiting:
            address, source = self.waiting.popleft()
            response: Any = self.client.get(address)
            if _is_refused(response):
                if source:
                    self.refused.append(f"{source} leads to {address}: {response.status_code}")
                continue
            if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
                self._read(address, response, known)

    def _read(self, address: str, response: Any, known: dict[Button, str]) -> None:
        soup = BeautifulSoup(response.content.decode(), "lxml")
        if soup.select_one(".js-translation-editor") and "again" in soup.text:
            self.companions.append(address)
        templates = {template.name for template in response.templates}
        if not _is_own(address):
            templates.discard(WAGTAILS_FORM)
        counts: dict[str, int] = {}
        elements = list(soup.select("button, a.button"))
        # The companion's script takes its buttons out of a template.
        for element in elements:
            label = label_of(element)
            number = counts[label] = counts.get(label, -1) + 1
            for button, shown in known.items():
                if button.template in templates and shown == label:
                    if element.name == "a":
                        self.followed.add(button)
                    else:
                        self.pressable.setdefault(button, Place(address, label, number))
        is_own = _is_own(address) and "/localize/" not in address
        main = soup.select_one("main") or soup
        links = [str(each["href"]) for each in (main if is_own else soup).select("a[href]")]
        if not is_own:
            links = [link for link in links if _is_own(urljoin(address, link))]
        menu = soup.select_one("#wagtail-sidebar-props")
        links += re.findall(r'"url": "(/admin/[^"]*)"', menu.text) if menu else []
        self._go_to([urljoin(address, link) for link in links], address)

    def _go_to(self, addresses: Iterable[str], source: str) -> None:
        for address in addresses:
            parts = urlsplit(address)
            # Filters and pages of a list are the same page; the front page alone is not.
            path = parts.path
            # What is asked about at once, by the addresses given alone.
            asked = address if not source else path
            if source:
                # Enough of a kind: lists are long.
                name = _name_of(path)
                self.counts[name] = self.counts.get(name, 0) + 1
                if self.counts[name] > MOST_OF_A_KIND:
                    continue
            if parts.netloc or not path.startswith("/admin/") or asked in self.seen or "logout" in path:
                continue
            self.seen.add(asked)
            self.waiting.append((asked, source))


def _is_refused(response: Any) -> bool:
    turned_away = response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")
    return turned_away or response.status_code >= 400


def _name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def _is_own(address: str) -> bool:
    path = urlsplit(address).path
    if path == reverse("wagtailadmin_home"):
        return True
    try:
        view: Any = resolve(path).func
    except Resolver404:
        return False
    return _is_ours(getattr(view, "view_class", view))
