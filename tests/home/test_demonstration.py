"""The demonstration goes in whole, once."""

import pytest
from wagtail.models import Page, Revision

from home.demonstration import load_demonstration
from news.models import ItemRecord, NewsItemPage, Organisation, Person, ProjectPage
from portal.translation.freshness.states import translation_freshness

pytestmark = pytest.mark.django_db


def test_the_demonstration_goes_in_whole_and_a_later_load_changes_nothing_not_even_what_somebody_edited() -> None:
    report = load_demonstration()
    revisions = Revision.objects.count()

    assert report.rejected == 0
    assert report.notes == []
    again = load_demonstration()
    assert again.lines == 0
    assert Revision.objects.count() == revisions

    assert not Page.objects.filter(alias_of__isnull=False).exists()
    assert not Page.objects.filter(live=False, depth__gt=1).exists()
    assert 31 <= ItemRecord.objects.count() <= 45
    states = [translation_freshness(item) for item in NewsItemPage.objects.all()]
    assert any(state.behind for state in states)
    assert not any(state.is_apart for state in states)

    oslo = ItemRecord.objects.get(identifier="oslo-visit-2017")
    for language, place in (("lt", "Oslas"), ("en", "Oslo")):
        page = NewsItemPage.objects.get(translation_key=oslo.translation_key, locale__language_code=language)
        assert page.visit_place == place
        assert page.organisations.count() == 16
        assert page.people.all()[0].person.name == "Stian Slotterøy Johnsen"
        assert page.project.grant_number == "NOR-LT10-VRM-01-K-02-006"
        assert {row.organisation.locale.language_code for row in page.organisations.all()} == {language}
    assert Organisation.objects.filter(locale__language_code="lt").count() == Organisation.objects.count() / 2
    assert Person.objects.filter(name="Stian Slotterøy Johnsen").count() == 2
    assert ProjectPage.objects.filter(locale__language_code="en", promoter__locale__language_code="en").exists()

    page.title = "Changed by somebody"
    page.save_revision().publish()
    load_demonstration()
    page.refresh_from_db()
    assert page.title == "Changed by somebody"
