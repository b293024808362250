"""Every button that the portal adds to the admin is pressed by everybody who sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page
from wagtail.users.models import UserProfile

from portal.translation.staff.models import Role, StaffGroup
from tests.client import Client
from tests.saved_database import SavedDatabase

from . import admin_states
from .buttons import Button, Visit, buttons_of_templates
from .pressing import Pressing
from .snapshot import Snapshot

BOTH = "translator and reviewer"


@pytest.fixture
def saved(portal: str, snapshot: Snapshot) -> SavedDatabase:
    admin_states.build()
    user = User.objects.create_user(BOTH, "both@example.org")
    user.groups.set(each.group for each in StaffGroup.objects.filter(role__in=[Role.TRANSLATOR, Role.REVIEWER]))
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = "en"
    profile.save()
    client = Client()
    client.force_login(user)
    snapshot.sessions[BOTH] = str(client.session.session_key)
    saved = SavedDatabase()
    saved.save()
    return saved


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
    return {ending: tmp_path / f"file{ending}" for ending in texts}


def test_everybody_gets_what_the_buttons_say_and_nobody_is_shown_one_that_refuses(
    saved: SavedDatabase, logged_in: Callable[[str], Page], snapshot: Snapshot, files: dict[str, Path]
) -> None:
    known = buttons_of_templates()
    labels = {button.label for button in known}
    addresses = list(admin_states.addresses())
    problems: list[str] = []
    met: set[Button] = set()
    for name, session in snapshot.sessions.items():
        saved.restore()
        visit = Visit(session, addresses)
        visit.walk(known)
        problems += [f"{name}: {each}" for each in visit.refused]
        pressing = Pressing(logged_in(name), files)
        for _button, place in sorted(visit.pressable.items()):
            pressing.rest()
            saved.restore()
            pressing.press(place, labels)
        pressing.rest()
        saved.restore()
        for address in visit.companions[:1]:
            pressing.press_companion(address)
        pressing.rest()
        problems += [f"{name}: {each}" for each in pressing.problems]
        met |= visit.followed | visit.pressable.keys()
        met |= {button for button in known if button.label in {*pressing.pressed, *pressing.offered}}
    assert problems == []
    assert known - met == set()
