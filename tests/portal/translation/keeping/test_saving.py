"""What a translator saves is stored, asked about, or kept with what is the matter; it is never lost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringTranslation, Translation

from portal.translation.keeping.models import KeptText
from portal.translation.staff.models import Role
from portal.translation.workbench.editor import Workbench
from tests.client import Client
from tests.factories import content

from ..conftest import Content, browser_of, group_of, member
from .editor import Shown, opened, save, texts_of

TYPED = "What I typed"


@pytest.fixture
def translation(pairs: Content) -> Translation:
    return Translation.objects.get(source__object_id=pairs.lithuanian.translation_key)


@pytest.fixture
def colleague(staff: None) -> Client:
    return browser_of(member(group_of(Role.TRANSLATOR, "lt", "en"), name="colleague"))


def publish(page: Any, **values: Any) -> None:
    page = content.fresh(page)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def of(shown: list[Shown], path: str) -> Shown:
    return next(each for each in shown if each.path == path)


def kept() -> list[tuple[str, str]]:
    return list(KeptText.objects.filter(text=TYPED).values_list("text", "reason"))


def test_a_segment_that_changed_meanwhile_keeps_the_text_as_a_suggestion_for_its_successor(
    translator: Client, pairs: Content, translation: Translation
) -> None:
    lead = of(opened(translation), "lead")
    publish(pairs.lithuanian, lead="Vizitas: nauja įžanga.")
    answer = save(translator, lead, TYPED)
    told = answer.json()
    assert (answer.status_code, told["outcome"], told["code"]) == (409, "kept", "changed")
    assert told["after"] == "Vizitas: nauja įžanga."
    assert ["added", "nauja "] in told["differences"] or ["added", " nauja"] in told["differences"]
    assert kept() == [(TYPED, "changed")]
    bench = Workbench(content.current(translation))
    (segment,) = (each for each in bench.segments if each.context.path == "lead")
    assert TYPED in [offer.text for offer in bench.kept.offers[segment.pk]]
    beside = translator.get(reverse("translation_segment", args=["en", segment.pk])).content.decode()
    assert f'data-insert="{TYPED}"' in beside
    assert "<ins>" in beside


def test_a_segment_that_is_gone_leaves_the_text_where_it_can_be_copied_from(
    translator: Client, pairs: Content, translation: Translation
) -> None:
    body = next(each for each in opened(translation) if each.path.startswith("body"))
    publish(pairs.lithuanian, body=[])
    answer = save(translator, body, TYPED)
    assert (answer.status_code, answer.json()["code"]) == (409, "removed")
    for address in (reverse("translation_kept_of", args=[translation.pk]), reverse("translation_kept")):
        assert TYPED in translator.get(address).content.decode()


def test_a_segment_that_publishing_made_anew_in_another_place_is_stored(
    translator: Client, pairs: Content, translation: Translation
) -> None:
    body = next(each for each in opened(translation) if each.path.startswith("body"))
    first = content.paragraph("Naujas pirmas.")
    publish(pairs.lithuanian, body=[first, *content.fresh(pairs.lithuanian).body.raw_data])
    assert body.address not in [each.address for each in opened(translation)]
    answer = save(translator, body, TYPED)
    assert (answer.status_code, answer.json()["outcome"]) == (200, "stored")
    assert texts_of(translation)[body.path, body.source] == TYPED


def test_a_save_on_what_somebody_else_has_changed_shows_both_texts_and_loses_neither(
    translator: Client, colleague: Client, translation: Translation
) -> None:
    title = of(opened(translation), "title")
    assert save(colleague, title, "Theirs").status_code == 200
    answer = save(translator, title, TYPED)
    told = answer.json()
    assert (answer.status_code, told["outcome"]) == (409, "conflict")
    assert (told["mine"], told["theirs"], told["translation"]["data"]) == (TYPED, "Theirs", "Theirs")
    assert "colleague" in told["message"]
    assert texts_of(translation)["title", "Vizitas"] == "Theirs"
    assert kept() == [(TYPED, "conflict")]

    assert save(translator, title, TYPED, based_on="Theirs").status_code == 200
    assert texts_of(translation)["title", "Vizitas"] == TYPED
    assert KeptText.objects.filter(text="Theirs", reason="replaced", user__username="colleague").exists()
    own = colleague.get(reverse("translation_kept")).content.decode()
    assert "Theirs" in own


def test_two_windows_of_one_person_are_asked_as_well(translator: Client, translation: Translation) -> None:
    title = of(opened(translation), "title")
    assert save(translator, title, "In one window").status_code == 200
    assert save(translator, title, TYPED).json()["outcome"] == "conflict"
    assert save(translator, title, "In one window").json()["outcome"] == "stored"


def test_what_somebody_else_has_emptied_is_asked_about_too(
    translator: Client, colleague: Client, translation: Translation
) -> None:
    title = of(opened(translation), "title")
    assert save(colleague, title, "").json()["outcome"] == "stored"
    assert KeptText.objects.filter(text=title.base, reason="deleted").exists()
    told = save(translator, title, TYPED).json()
    assert (told["outcome"], told["theirs"]) == ("conflict", "")
    assert save(translator, title, TYPED, based_on="").status_code == 201
    emptied = save(colleague, title, "")
    assert emptied.json()["outcome"] == "conflict"
    assert texts_of(translation)["title", "Vizitas"] == TYPED


def test_a_program_that_does_not_say_what_it_saw_replaces_and_what_it_replaced_is_kept(
    translator: Client, translation: Translation
) -> None:
    title = of(opened(translation), "title")
    assert save(translator, title, TYPED, based_on=None, path=None, source=None).status_code == 200
    assert KeptText.objects.filter(text=title.base, reason="replaced").exists()


def test_links_of_a_translations_own_are_asked_about_and_kept_like_texts(
    translator: Client, colleague: Client, staff: None
) -> None:
    item = content.make_item(body=['<a href="https://example.org/lt">Nuoroda</a>'])
    translation = content.submit(item)
    segment = OverridableSegment.objects.get(source=translation.source, context__path__endswith="'")
    address = reverse("wagtail_localize:edit_override", args=[translation.pk, segment.pk])
    shown = Shown(address, segment.context.path, segment.data, "")
    theirs, mine = "https://example.org/en", "https://example.org/english"
    assert save(colleague, shown, theirs).json()["data"] == theirs
    told = save(translator, shown, mine).json()
    assert (told["outcome"], told["theirs"], told["mine"]) == ("conflict", theirs, mine)
    assert save(translator, shown, mine, based_on=theirs).json()["outcome"] == "stored"
    assert set(KeptText.objects.filter(is_value=True).values_list("text", "reason")) >= {(theirs, "replaced")}
    assert SegmentOverride.objects.count() == 1

    publish(item, body=[])
    told = save(translator, shown, "https://example.org/more", based_on=mine).json()
    assert (told["outcome"], told["code"]) == ("kept", "removed")
    page = translator.get(reverse("translation_kept_of", args=[translation.pk])).content.decode()
    assert "https://example.org/more" in page


def test_a_page_that_is_locked_meanwhile_keeps_the_text(
    translator: Client, editor: Client, pairs: Content, translation: Translation
) -> None:
    title = of(opened(translation), "title")
    lock, edit = (reverse(f"wagtailadmin_pages:{name}", args=[pairs.into_english.pk]) for name in ("lock", "edit"))
    editor.post_by_script(lock, {}, edit)
    told = save(translator, title, TYPED).json()
    assert (told["outcome"], told["code"]) == ("kept", "locked")
    assert kept() == [(TYPED, "locked")]
    assert texts_of(translation)["title", "Vizitas"] == title.base


def test_a_translation_that_is_stopped_meanwhile_keeps_the_text(
    translator: Client, pairs: Content, translation: Translation
) -> None:
    title = of(opened(translation), "title")
    content.set_apart(pairs.into_english)
    told = save(translator, title, TYPED).json()
    assert (told["outcome"], told["code"]) == ("kept", "stopped")
    assert TYPED in translator.get(told["kept_url"]).content.decode()


@pytest.mark.parametrize("gone", ["lithuanian", "into_english"])
def test_an_original_or_a_translation_that_is_deleted_meanwhile_keeps_all_its_words(
    translator: Client, pairs: Content, translation: Translation, gone: str
) -> None:
    title = of(opened(translation), "title")
    Page.objects.get(pk=getattr(pairs, gone).pk).delete()
    answer = save(translator, title, TYPED, title="Vizitas")
    assert (answer.status_code, answer.json()["code"]) == (410, "gone")
    assert kept() == [(TYPED, "gone")]
    assert TYPED in translator.get(answer.json()["kept_url"]).content.decode()
    assert KeptText.objects.filter(text=title.base).exists() == (not StringTranslation.objects.filter(data=title.base))


def test_who_has_lost_the_right_is_told_so_and_shown_nothing(
    translator: Client, colleague: Client, translation: Translation
) -> None:
    title = of(opened(translation), "title")
    assert save(colleague, title, "Theirs").status_code == 200
    User.objects.get(username="translator").groups.set([group_of(Role.TRANSLATOR, "en", "lt").group])
    answer = save(browser_of(User.objects.get(username="translator")), title, TYPED)
    assert (answer.status_code, answer.json()["outcome"], answer.json()["code"]) == (403, "refused", "rights")
    assert "Theirs" not in answer.content.decode()
    assert kept() == []


def test_nothing_is_saved_in_the_name_of_who_has_logged_in_meanwhile(
    translator: Client, translation: Translation
) -> None:
    title = of(opened(translation), "title")
    answer = save(translator, title, TYPED, sender="999999")
    assert (answer.status_code, answer.json()["code"]) == (409, "other_user")
    assert texts_of(translation)["title", "Vizitas"] == title.base


def test_who_is_not_logged_in_any_more_is_told_so(translation: Translation) -> None:
    answer = save(Client(), of(opened(translation), "title"), TYPED)
    assert (answer.status_code, answer.json()["error_code"]) == (403, "logged_out")


def test_what_only_a_machine_wrote_is_replaced_without_being_kept(translator: Client, translation: Translation) -> None:
    title = of(opened(translation), "title")
    StringTranslation.objects.filter(data=title.base).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
    )
    assert save(translator, title, TYPED).status_code == 200
    assert not KeptText.objects.exists()


def test_deleting_costs_the_same_for_one_text_and_for_many(
    pairs: Content, translation: Translation, django_assert_num_queries: Any
) -> None:
    own = StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=pairs.lithuanian.translation_key
    )
    rows = list(own.exclude(context__path="title"))
    assert len(rows) > 1
    # Looked for, kept within a savepoint (rows, related, titles, insertion), and Django's own of deleting.
    with django_assert_num_queries(7):
        StringTranslation.objects.filter(pk=rows[0].pk).delete()
    with django_assert_num_queries(7):
        StringTranslation.objects.filter(pk__in=[row.pk for row in rows[1:]]).delete()
    assert KeptText.objects.filter(reason="deleted").count() == len(rows)


def test_presence_names_others_and_tells_strangers_nothing(
    translator: Client, colleague: Client, pairs: Content, translation: Translation
) -> None:
    address = reverse("translation_presence", args=[translation.pk])
    first = translator.forge(address, {"is_editing": "true"}).json()
    assert (first["present"], first["trouble"]) == ([], "")
    seen = colleague.forge(address, {"is_editing": "false"}).json()
    (sentence,) = seen["present"]
    assert "translator" in sentence
    assert translator.forge(address, {"session": first["session"], "is_editing": "true"}).json()["present"] != []
    publish(pairs.lithuanian, lead="Kita.")
    assert translator.forge(address, {"session": first["session"]}).json()["original"] != first["original"]
    stranger = browser_of(member(group_of(Role.TRANSLATOR, "en", "lt"), name="stranger"))
    answer = stranger.forge(address, {}, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403
    assert "translator" not in answer.content.decode()
    assert stranger.get(reverse("translation_kept_of", args=[translation.pk])).status_code in (302, 403)


def test_kept_texts_are_read_with_as_many_queries_for_many_as_for_one(
    translation: Translation, django_assert_max_num_queries: Any
) -> None:
    def keep(count: int) -> None:
        for number in range(count):
            KeptText(
                translation_key=translation.source.object_id,
                language="en",
                path="lead",
                source="x",
                text=f"{number}",
                reason="replaced",
            ).with_fingerprint().save()

    for count in (1, 20):
        KeptText.objects.all().delete()
        keep(count)
        bench = Workbench(content.current(translation))
        _segments, _translations = bench.segments, bench._translations
        with django_assert_max_num_queries(2):
            assert bench.kept.count == count
