"""What Django, Wagtail and the packages beside them say to an editor is said in Lithuanian."""

import re
from pathlib import Path

import django
import polib
import pytest
import taggit
import wagtail
import wagtail_localize
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import translation

from portal.languages import lt
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form

CATALOGUE = Path(lt.__file__).parent / "locale" / "lt" / "LC_MESSAGES" / "django.po"
# Forms, fields and what they refuse with, and what the page editor says when it has saved or has not.
SAYS = re.compile(
    r"(core/validators|db/models/constraints|forms/(fields|formsets|models|utils)|auth/password_validation"
    r"|admin/forms/(auth|collections|models|pages|search|tags|view_restrictions|workflows)"
    r"|admin/views/pages/(bulk_actions/\w+|copy|create|delete|edit|lock|move|unpublish)|admin/views/generic/(lock|mixins)"
    r"|taggit/forms|localize/strings|localize/views/update_translations|wagtail/(locks|models/(pages|revisions)))\.py$"
)
# Said to programmers, in lists of models, or by what the portal does not have.
NOT_SAID = re.compile(
    r"log entr|workflow page|^comment repl|alias|ordinary page|Lock/unlock|^workflow$|^\{?This \{model"
)


def upstream() -> list[polib.POEntry]:
    folders = [Path(str(each.__file__)).parent for each in (django, wagtail, wagtail_localize, taggit)]
    paths = [path for folder in folders for path in sorted(folder.rglob("locale/en/LC_MESSAGES/django.po"))]
    return [entry for path in paths for entry in polib.pofile(str(path)) if not entry.obsolete]


def values(text: str) -> list[str]:
    return sorted(set(re.findall(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}", text)))


def test_the_catalogue_has_messages_of_others_alone_with_the_values_that_they_have() -> None:
    known = {(entry.msgid, entry.msgid_plural) for entry in upstream()}
    for entry in polib.pofile(str(CATALOGUE)):
        assert (entry.msgid, entry.msgid_plural) in known
        for text in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            assert text
            assert values(text) == values(entry.msgid_plural or entry.msgid)


def is_said(entry: polib.POEntry) -> bool:
    places = [path for path, _line in entry.occurrences if "contrib/gis" not in path]
    return any(map(SAYS.search, places)) and not NOT_SAID.search(entry.msgid) and not entry.msgctxt


def is_english(entry: polib.POEntry) -> bool:
    if entry.msgid_plural:
        return translation.ngettext(entry.msgid, entry.msgid_plural, 5) == entry.msgid_plural
    return translation.gettext(entry.msgid) == entry.msgid


def test_what_forms_and_the_page_editor_say_is_in_lithuanian() -> None:
    with translation.override("lt"):
        english = {entry.msgid for entry in upstream() if is_said(entry) and is_english(entry)}
    assert english <= {"IPv4", "IPv6"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_an_editor_is_refused_in_lithuanian() -> None:
    client = Client()
    user = User.objects.create_superuser("editor")
    client.force_login(user)
    taken, item = content.make_item("Pirmas"), content.make_item("Vizitas")
    address = reverse("wagtailadmin_pages:edit", args=[item.pk])
    forms = {
        "expire_at": item_form(expire_at="2020-01-01 10:00"),
        "slug": item_form(slug=taken.slug),
        "go_live_at": item_form(go_live_at="2031-01-01 10:00", expire_at="2030-01-01 10:00"),
    }
    for name, form in forms.items():
        with translation.override("lt"):
            answer = client.post(address, form, headers={"accept-language": "lt"})
        assert answer.status_code == 200
        (message, *_rest) = answer.context["form"].errors[name]
        assert re.search("[ąčęėįšųūž]", message), message
        assert message in answer.content.decode().replace("&quot;", '"')
