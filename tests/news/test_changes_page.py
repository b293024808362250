"""What readers of a translation see of changes that it does not include yet."""

import pytest

from tests.client import Client
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def test_readers_see_word_by_word_what_changed_in_the_language_of_the_original(client: Client) -> None:
    item = content.make_item("Vizitas vyks", body=("Pirma.", "Antra."))
    english = content.translate(item)
    address = f"/en{item.record.permanent_url()}changes/"
    item.title = "Vizitas nevyks"
    item.body = item.body.raw_data[1:]
    item.save_revision().publish()

    assert f'<a href="{address}" rel="nofollow">Show what changed</a>' in client.get(english.url).content.decode()
    html = client.get(address).content.decode()

    assert '<meta name="robots" content="noindex">' in html
    assert '<dd lang="lt">Vizitas <del>' in html
    assert "vyks</del> <ins>" in html
    assert "nevyks</ins></dd>" in html
    assert "Pirma.</del>" in html
    assert "Antra." not in html


def test_a_text_without_changes_says_so_and_a_missing_one_leads_to_its_notice(client: Client) -> None:
    item = content.make_item()
    assert client.get(f"/en{item.record.permanent_url()}changes/")["Location"] == f"/en{item.record.permanent_url()}"

    content.translate(item)

    html = client.get(f"/en{item.record.permanent_url()}changes/").content.decode()
    assert "This text says what its original says." in html
    assert client.get("/en/p/77/changes/").status_code == 404
