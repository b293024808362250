"""Two saves at the same moment: one is stored, the other is asked about, and both texts are there."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connections
from wagtail_localize.models import StringTranslation

from portal.translation.keeping.models import KeptText
from tests.client import Client
from tests.factories import content

from .editor import opened, save


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("is_translated", [True, False])
def test_two_saves_at_once_leave_one_text_and_keep_the_other(is_translated: bool) -> None:
    translation = content.submit(content.make_item("Vizitas"))
    if is_translated:
        content.fill(translation)
    title = next(each for each in opened(translation) if each.path == "title")
    clients = []
    for name in ("one", "other"):
        client = Client()
        client.force_login(User.objects.create_superuser(name))
        clients.append(client)
    start = Barrier(2)

    def save_at_once(client: Client, text: str) -> Any:
        try:
            start.wait()
            return save(client, title, text).json()["outcome"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(save_at_once, clients, ["One", "Other"]))
    assert sorted(outcomes) == ["conflict", "stored"]
    standing = StringTranslation.objects.get(context__path="title", data__in=["One", "Other"]).data
    (kept,) = {"One", "Other"} - {standing}
    assert KeptText.objects.filter(text=kept, reason="conflict").exists()
