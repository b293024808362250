"""Every button that the portal adds to the admin, and to readers' pages, is pressed by everybody who sees it."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from PIL import Image
from playwright.sync_api import Page
from wagtail.users.models import UserProfile

from portal.translation.staff.models import Role, StaffGroup
from search.index.rebuild import rebuild
from tests.client import Client
from tests.saved_database import SavedDatabase

from . import admin_states
from .buttons import Button, Visit, buttons_of_templates
from .pressing import Pressing
from .snapshot import Snapshot

BOTH = "translator and reviewer"
# Whom the demonstration has, and who is two of them; in every language of the admin, and who sees most in both.
PEOPLE = [
    *(("administrator", "en"), ("administrator", "lt"), ("editor", "lt"), ("reviewer", "en")),
    *(("translator", "en"), ("translator-en-lt", "lt"), (BOTH, "lt")),
]


@pytest.fixture(scope="session")
def states() -> SavedDatabase:
    return SavedDatabase()


@pytest.fixture
def saved(portal: str, snapshot: Snapshot, states: SavedDatabase) -> SavedDatabase:
    if states.is_saved():
        states.restore()
        rebuild(settings.SEARCH_ENGINE)
        return states
    admin_states.build()
    user = User.objects.create_user(BOTH, "both@example.org")
    user.groups.set(each.group for each in StaffGroup.objects.filter(role__in=[Role.TRANSLATOR, Role.REVIEWER]))
    client = Client()
    client.force_login(user)
    snapshot.sessions[BOTH] = str(client.session.session_key)
    states.save()
    return states


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A file for each kind that a form asks for."""
    texts = {
        ".txt": "Vizitas Osle\n\n2017 m. balandžio 3 d. partneriai lankysis Osle.\n",
        ".tmx": '<tmx version="1.4"><header/><body/></tmx>',
        ".csv": "lt,en,note\nvizitas,visit,\n",
        ".xlf": "<xliff/>",
    }
    for ending, text in texts.items():
        (tmp_path / f"file{ending}").write_text(text, encoding="utf-8")
    Image.new("RGB", (200, 200), "teal").save(tmp_path / "file.png")
    pictures = {"image/*": tmp_path / "file.png"}
    return pictures | {ending: tmp_path / f"file{ending}" for ending in texts}


@pytest.fixture
def met_by_others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of a run share."""
    folder = tmp_path_factory.getbasetemp()
    folder = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "buttons"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.mark.parametrize(("name", "language"), PEOPLE)
def test_everybody_gets_what_the_buttons_say_and_nobody_is_shown_one_that_refuses(
    name: str,
    language: str,
    saved: SavedDatabase,
    logged_in: Callable[[str], Page],
    snapshot: Snapshot,
    files: dict[str, Path],
    met_by_others: Path,
) -> None:
    assert {person for person, _language in PEOPLE} == set(snapshot.sessions)
    known = buttons_of_templates()
    addresses = list(admin_states.addresses())

    def put_back() -> None:
        saved.restore()
        profile = UserProfile.get_for_user(User.objects.get(username=name))
        profile.preferred_language = language
        profile.save()

    put_back()
    visit = Visit(snapshot.sessions[name], language, addresses)
    visit.walk(known)
    pressing = Pressing(logged_in(name), files, language)
    labels = {button.shown(language) for button in known}
    for _button, place in sorted(visit.pressable.items()):
        pressing.rest()
        put_back()
        pressing.press(place, labels)
    pressing.rest()
    put_back()
    for address in visit.companions[:1]:
        pressing.press_companion(address)
    pressing.rest()
    assert visit.refused + pressing.problems == []

    met = visit.followed | visit.pressable.keys()
    met |= {button for button in known if button.shown(language) in {*pressing.pressed, *pressing.offered}}
    print(f"{name}, {language}: {len(pressing.pressed)} presses")
    (met_by_others / f"{name} {language}").write_text(json.dumps([[*vars(each).values()] for each in met]))
    # Whoever comes last knows of all.
    reports = [json.loads(each.read_text()) for each in met_by_others.iterdir()]
    if len(reports) == len(PEOPLE):
        assert known - {Button(*each) for report in reports for each in report} == set()
