"""The client of every test: it sends what a browser could send, with CSRF enforced.

A token comes from the page that offers the form, so a page whose button is dead fails the test that presses it; and a
page with a form that has no token fails every test that looks at it.
"""

import json
import re
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.http import HttpResponse
from django.test import Client as DjangosClient

FIELD = "csrfmiddlewaretoken"
HEADER = "x-csrftoken"

_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL | re.IGNORECASE)
_SENDS_POST = re.compile(r"""\bmethod=["']?post""", re.IGNORECASE)
# Wagtail's scripts add the token to those.
_SENT_BY_SCRIPT = re.compile(r"""\bdata-controller=["'][^"']*w-swap""")
_SENDS_ELSEWHERE = re.compile(r"""\baction=["']?https?:""", re.IGNORECASE)


class NothingToPress(AssertionError):
    """The page does not offer what is to be sent."""


class Client(DjangosClient):
    """`post` presses a button of a page, `submit` sends a form with all that stands in it, `forge` sends what no page
    offers, with a valid token as somebody of ill will has one, and `beacon` sends without any."""

    def __init__(self, **options: Any) -> None:
        super().__init__(enforce_csrf_checks=True, **options)

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming:
            for form in dead_forms(response.content.decode()):
                raise NothingToPress(f"A form of {request['PATH_INFO']} has no token: {form}")
        return response

    def post(self, path: Any, data: Any = None, *args: Any, page: str | None = None, **extra: Any) -> Any:
        """Sends `data` by the form of `page` that goes to `path`; without `page` it stands at `path` itself.

        Raises NothingToPress where the page has no such form.
        """
        shown = page or str(path)
        token = self._offered_token(shown, str(path))
        if args or "content_type" in extra:
            extra["headers"] = {**extra.get("headers", {}), HEADER: token}
        else:
            data = {**(data or {}), FIELD: token}
        return super().post(path, data, *args, **extra)

    def submit(self, page: str, button: str, **changes: Any) -> Any:
        """Presses the button with this label, whose form is sent as it stands but for `changes` by field name."""
        soup = self._page(page)
        pressed = [each for each in soup.select("form button, form input[type=submit]") if _label(each) == button]
        if len(pressed) != 1:
            raise NothingToPress(f"{page} has {len(pressed)} buttons “{button}”")
        form = cast(Tag, pressed[0].find_parent("form"))
        data = form_data(form)
        if unknown := changes.keys() - {field["name"] for field in form.select("[name]")}:
            raise NothingToPress(f"The form of “{button}” at {page} has no field {', '.join(unknown)}")
        if pressed[0].get("name"):
            data[str(pressed[0]["name"])] = str(pressed[0].get("value", ""))
        address = urljoin(self.shown, str(form.get("action") or ""))
        return super().post(address, data | changes)

    def post_by_script(self, path: str, data: Any, page: str, **extra: Any) -> Any:
        """What a script of a page of the admin sends, with the token that Wagtail gives to scripts there."""
        configuration = cast(Tag, self._page(page).select_one("#wagtail-config"))
        headers = {**extra.pop("headers", {}), HEADER: json.loads(configuration.text)["CSRF_TOKEN"]}
        return super().post(path, data, headers=headers, **extra)

    def forge(self, path: str, data: Any = None, method: str = "post", **extra: Any) -> Any:
        """What nobody is offered: a hand-made form with the token of one's own session."""
        self.cookies[settings.CSRF_COOKIE_NAME] = token = "f" * 32
        headers = {**extra.pop("headers", {}), HEADER: token}
        return getattr(super(), method)(path, data, headers=headers, **extra)

    def beacon(self, path: str, data: Any = None, *args: Any, **extra: Any) -> Any:
        return super().post(path, data, *args, **extra)

    def _page(self, address: str) -> BeautifulSoup:
        response: Any = self.get(address, follow=True)
        self.shown = response.redirect_chain[-1][0] if response.redirect_chain else address
        return BeautifulSoup(cast(HttpResponse, response).content.decode(), "html.parser")

    def _offered_token(self, page: str, path: str) -> str:
        soup = self._page(page)
        wanted = urlsplit(path).path
        for form in soup.select("form"):
            address = urlsplit(urljoin(self.shown, str(form.get("action") or ""))).path
            token = form.select_one(f"input[name={FIELD}]")
            if str(form.get("method")).lower() == "post" and address == wanted and token is not None:
                return str(token["value"])
        # wagtail-localize's script makes its forms, with the token that stands beside its editor.
        if soup.select_one(".js-translation-editor") is not None and urlsplit(self.shown).path == wanted:
            return str(cast(Tag, soup.select_one(f"input[name={FIELD}]"))["value"])
        raise NothingToPress(f"{self.shown} has no form that goes to {path}")


def dead_forms(html: str) -> list[str]:
    """The beginnings of forms that are posted without a token."""
    forms = (match.groups() for match in _FORM.finditer(html))
    return [
        start.strip()
        for start, inside in forms
        if _SENDS_POST.search(start)
        and not _SENDS_ELSEWHERE.search(start)
        and not _SENT_BY_SCRIPT.search(start)
        and FIELD not in inside
    ]


def form_data(form: Tag) -> dict[str, Any]:
    """What a browser sends of a form in which nothing was changed, without a button."""
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        kind, values = field.get("type"), [str(field.get("value", ""))]
        if field.has_attr("disabled") or kind in ("submit", "button", "image", "reset", "file"):
            continue
        if kind in ("checkbox", "radio"):
            values = [str(field.get("value", "on"))] if field.has_attr("checked") else []
        elif field.name == "textarea":
            values = [field.text.removeprefix("\n")]
        elif field.name == "select":
            options = field.select("option[selected]") or field.select("option")[: not field.has_attr("multiple")]
            values = [str(option.get("value", option.text)) for option in options]
        data.setdefault(str(field["name"]), []).extend(values)
    return {name: values for name, values in data.items() if values}


def _label(button: Tag) -> str:
    for hidden in button.select(".w-sr-only"):
        hidden.extract()
    return " ".join((button.text or str(button.get("value", ""))).split())
