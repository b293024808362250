"""What a fault has left is found, said and mended, and nothing else is touched."""

from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from news.models import ItemRecord, NewsItemPage
from portal.translation.consistency import Round, check
from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.states import translation_freshness
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import prepare
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]

Pair = tuple[NewsItemPage, NewsItemPage]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def pair() -> Pair:
    item = content.make_item(visit_country="LT")
    return item, content.translate(item)


def reasons(mend: bool = False) -> dict[str, str]:
    return {f"{each.language} {each.title}".strip(): each.reason for each in check(mend)}


def row(page: Page) -> Any:
    return PublishedText.objects.filter(translation_key=page.translation_key, locale=page.locale)


def new_text_and_old_record(item: NewsItemPage, english: NewsItemPage) -> str:
    NewsItemPage.objects.filter(pk=item.pk).update(lead="Nauja įžanga.")
    return "the translation editor shows an older text"


def no_record(item: NewsItemPage, english: NewsItemPage) -> str:
    row(item).delete()
    return "published, but not recorded"


def record_of_what_is_withdrawn(item: NewsItemPage, english: NewsItemPage) -> str:
    Page.objects.filter(pk=english.pk).update(live=False)
    return "recorded, but not published"


def value_that_did_not_arrive(item: NewsItemPage, english: NewsItemPage) -> str:
    NewsItemPage.objects.filter(pk=english.pk).update(visit_country="NO")
    return "lacks something that is the same in every language"


def record_called_withdrawn(item: NewsItemPage, english: NewsItemPage) -> str:
    ItemRecord.objects.filter(translation_key=item.translation_key).update(withdrawn_at=timezone.now())
    return "called withdrawn, but published"


def record_not_called_withdrawn(item: NewsItemPage, english: NewsItemPage) -> str:
    Page.objects.filter(translation_key=item.translation_key).update(live=False)
    return "published no more, but not called withdrawn"


def wrong_count(item: NewsItemPage, english: NewsItemPage) -> str:
    row(english).update(behind=2, words_behind=3, behind_since=timezone.now())
    return "recorded otherwise than it is published"


FAULTS = [
    new_text_and_old_record,
    no_record,
    record_of_what_is_withdrawn,
    value_that_did_not_arrive,
    record_called_withdrawn,
    record_not_called_withdrawn,
    wrong_count,
]


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_fault_has_left_is_named_and_mended_once(pair: Pair, fault: Callable[..., str]) -> None:
    assert reasons() == {}
    reason = fault(*pair)

    assert reason in reasons().values()
    assert reason in reasons(mend=True).values()
    assert reasons() == reasons(mend=True) == {}


def test_mending_tells_readers_that_a_translation_is_behind_and_gives_translators_the_new_text(pair: Pair) -> None:
    item, english = pair
    new_text_and_old_record(item, english)
    assert not translation_freshness(english).behind

    list(check(mend=True))

    assert translation_freshness(english).behind == 1
    source = TranslationSource.objects.get(object_id=item.translation_key)
    assert source.stringsegment_set.filter(string__data="Nauja įžanga.").exists()


def test_what_is_prepared_for_a_release_stays_in_the_translation_editor(pair: Pair) -> None:
    item, _english = pair
    draft = content.fresh(item)
    draft.lead = "Juodraštis."
    draft.save_revision()
    prepare(pair_of(item))

    assert reasons(mend=True) == {}

    source = TranslationSource.objects.get(object_id=item.translation_key)
    assert source.stringsegment_set.filter(string__data="Juodraštis.").exists()


def test_a_text_that_is_edited_apart_gets_nothing(pair: Pair) -> None:
    item, english = pair
    content.set_apart(english)
    NewsItemPage.objects.filter(pk=english.pk).update(visit_country="NO")

    assert reasons() == {}
    assert Translation.objects.get(source__object_id=item.translation_key).enabled is False


def test_the_command_names_what_differs_fails_and_mends(pair: Pair) -> None:
    value_that_did_not_arrive(*pair)
    output = StringIO()
    with pytest.raises(CommandError, match="2 differences were found"):
        call_command("freshness", "check", stdout=output)
    assert f"en “{pair[1].title}”: lacks something" in output.getvalue()

    call_command("freshness", "mend", stdout=output)
    assert "Mended: en" in output.getvalue()
    assert content.fresh(pair[1]).visit_country == "LT"

    call_command("freshness", "check", stdout=output)


def test_the_worker_mends_a_few_texts_at_a_time_and_begins_anew(pair: Pair, caplog: pytest.LogCaptureFixture) -> None:
    turns = Round()
    for fault in (new_text_and_old_record, record_called_withdrawn):
        fault(*pair)
        for _ in range(20):
            turns.take_turn()
        assert reasons() == {}
    assert "Mended: lt" in caplog.text


def test_a_copy_that_is_public_at_once_is_recorded(pair: Pair) -> None:
    copy = pair[0].copy(update_attrs={"title": "Kopija", "slug": "kopija"}, keep_live=True)

    assert row(copy).exists()
    assert reasons() == {}
