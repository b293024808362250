"""An incomplete translation is published by a decision only, and then marked for whoever reads or hears it."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail_localize.models import Translation

from news.models import NewsItemPage, NewsListingPage
from portal.translation.freshness.marking import mark_language
from portal.translation.freshness.states import translation_freshness
from portal.translation.translations import UntranslatedSegments
from tests.client import Client
from tests.factories import content


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>Vizitas</h1><p>Visit</p>", '<h1 lang="lt">Vizitas</h1><p>Visit</p>'),
        ("<p>Antra\n <b>eilutė</b></p>", '<p lang="lt">Antra\n <b>eilutė</b></p>'),
        ("<q>Antra<br/>eilutė</q>", '<q lang="lt">Antra<br/>eilutė</q>'),
        ("<dd><b>A:</b> Vizitas </dd>", '<dd><b>A:</b><span lang="lt"> Vizitas </span></dd>'),
        ('<img alt="Vizitas" src="a.png"/>', '<img alt="Vizitas" lang="lt" src="a.png"/>'),
        ("<!--Vizitas--><p>Vizitas Osle</p>", "<!--Vizitas--><p>Vizitas Osle</p>"),
        ("<script>Vizitas</script>", "<script>Vizitas</script>"),
    ],
)
def test_the_outermost_element_that_holds_a_text_alone_is_marked(html: str, expected: str) -> None:
    assert mark_language(html, ["Vizitas", "Antra eilutė"], "lt") == expected


@pytest.fixture
def behind(site: None) -> tuple[NewsItemPage, NewsItemPage, Translation]:
    """A published pair whose source has a new title and a new paragraph since."""
    item = content.make_item("Vizitas", body=("Pirma.",))
    english = content.translate(item)
    item.title = "Vizitas atšauktas"
    item.body = [*item.body.raw_data, content.paragraph("Antra <b>pastraipa</b>.")]
    item.save_revision().publish()
    translation = Translation.objects.get(source__object_id=item.translation_key)
    return content.fresh(item), content.fresh(english), translation


@pytest.mark.django_db(transaction=True)
def test_the_old_translation_stays_unless_somebody_decides_and_then_readers_see_what_is_not_translated(
    client: Client, behind: tuple[NewsItemPage, NewsItemPage, Translation]
) -> None:
    item, english, translation = behind
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    decide = reverse("translation_decide_gaps", args=[translation.pk])

    refused = client.post(reverse("wagtailadmin_pages:edit", args=[english.pk]), {"action": "publish"}, follow=True)
    assert f'href="{decide}"' in refused.content.decode()
    offered = client.get(decide).content.decode()
    assert re.findall(r"<li(?: lang=\"lt\")?>(Vizitas atšauktas|Antra pastraipa\.)</li>", offered)
    assert re.search(r'value="keep"[^>]* checked', offered)
    client.post(decide, {"decision": "keep"})
    assert content.fresh(english).title == "EN Vizitas"

    client.post(decide, {"decision": "show"})

    assert content.fresh(english).title == "Vizitas atšauktas"
    freshness = translation_freshness(english)
    assert (freshness.behind, freshness.untranslated) == (2, ("Vizitas atšauktas", "Antra pastraipa."))
    client.logout()
    html = client.get(content.fresh(english).url).content.decode()
    assert "2 passages of this text are still in Lithuanian." in html
    assert '<h1 lang="lt">Vizitas atšauktas</h1>' in html
    assert re.search(r'<div[^>]* lang="lt">\s*<p[^>]*>Antra <b>pastraipa</b>\.</p>', html)
    assert "<p>EN Pirma.</p>" in re.sub(r' data-block-key="\w+"', "", html)
    listing = NewsListingPage.objects.get(locale=content.locale("en")).url
    assert (
        f'<a href="{content.fresh(english).url}" lang="lt">Vizitas atšauktas</a>'
        in client.get(listing).content.decode()
    )

    item.lead = "Nauja įžanga."
    item.save_revision().publish()
    with pytest.raises(UntranslatedSegments):
        content.current(translation).save_target(publish=True)
    content.fill(content.current(translation))
    content.current(translation).save_target(publish=True)
    assert translation_freshness(english).is_current
    assert "<h1>EN Vizitas atšauktas</h1>" in client.get(content.fresh(english).url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_who_may_not_publish_may_not_decide(
    client: Client, behind: tuple[NewsItemPage, NewsItemPage, Translation]
) -> None:
    _item, english, translation = behind
    decide = reverse("translation_decide_gaps", args=[translation.pk])
    assert client.forge(decide, {"decision": "show"}).status_code == 302
    client.force_login(get_user_model().objects.create_user("somebody"))

    client.forge(decide, {"decision": "show"})

    assert content.fresh(english).title == "EN Vizitas"
