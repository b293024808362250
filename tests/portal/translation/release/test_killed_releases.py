"""A process is killed when one language is published and the other is not: readers see neither, and later both."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from portal.translation.release.models import PlannedRelease
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import release
from portal.translation.release.scheduled import publish_scheduled
from tests.factories import content
from tests.portal.translation.release.time import TOMORROW, pass_time


def run_killed(page_id: int) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.portal.translation.release.killed_release",
        str(connection.settings_dict["NAME"]),
    ]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    process = subprocess.run([*command, str(page_id)], env=environment, capture_output=True, timeout=120, check=False)
    assert process.returncode == -signal.SIGKILL, process.stderr


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
def test_a_killed_release_has_published_nothing_and_the_next_one_publishes_both() -> None:
    item = content.make_item(publish=False)
    translation = content.submit(item)
    content.fill(translation)
    pages = Page.objects.filter(translation_key=item.translation_key)

    run_killed(item.pk)
    assert not pages.filter(live=True).exists()

    release(pair_of(item), at=timezone.now() + TOMORROW)
    pass_time()
    run_killed(0)
    assert not pages.filter(live=True).exists()
    assert PlannedRelease.objects.count() == 1

    publish_scheduled()
    assert pages.filter(live=True).count() == 2
    assert not PlannedRelease.objects.exists()
