"""Whenever its process is killed, something is published with all that depends on it, or as it was before."""

import os
import random
import subprocess
import sys
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from tests.factories import content
from tests.portal.translation.release.time import TOMORROW, pass_time

from .ways import change_original

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

# Of so many statements one is the last of its process. `make soak` takes every one.
STEP = int(os.environ.get("SOAK_KILL_STEP", "60"))
WAYS = ["publish", "unpublish", "change_address", "restrict", "translation_editor_alone", "scheduler"]
# So short that every statement is the last of a process.
SAVES = ["save_segment", "save_segment_in_conflict"]
EVERY_WAY = [*WAYS, "publish_minor", "plan", "delete", "copy", "bulk_unpublish", "release", "withdraw", "snippet"]


@pytest.mark.parametrize("way", [*(WAYS if STEP > 1 else EVERY_WAY), *SAVES])
def test_a_kill_leaves_what_was_before_or_all_of_what_is_new(settings: Any, way: str) -> None:
    item = content.make_item(topics=[content.make_topic()])
    english = content.translate(item)
    get_user_model().objects.create_superuser("administrator", "a@example.org", "secret")
    if way == "scheduler":
        page = content.fresh(item)
        page.title, page.slug, page.visit_place = "Suplanuota", "suplanuota", "Oslas"
        page.go_live_at = timezone.now() + TOMORROW
        page.save_revision().publish()
        pass_time()
    elif way == "translation_editor_alone":
        change_original((item, english))
    command = [sys.executable, "-m", "tests.portal.storage.killed_way", way]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "SEARCH_INDEX_PATH": str(settings.SEARCH_INDEX_PATH),
    }

    step = 1 if way in SAVES else STEP

    done = subprocess.run(
        [*command, str(random.randrange(step)), str(step)],  # noqa: S311 (no secret)
        env=environment,
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    print(f"{way}: killed {done.stdout.split()[-1]} times")
