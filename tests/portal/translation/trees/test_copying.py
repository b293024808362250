"""A copy is a page of its own, in the language of what it copies."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import TranslationSource

from news.models import NewsItemPage
from portal.translation.freshness.models import PublishedText
from portal.translation.trees.comparing import differences
from portal.translation.trees.own_language import OtherLanguage
from portal.translation.trees.refusal import TreesWouldDiffer
from portal.translation.untranslated import publish_with_gaps
from search.models import OutboxEntry
from tests.client import Client
from tests.factories import content
from tests.portal.translation.trees.pages import fresh, make_page, make_pair
from tests.portal.translation.trees.test_mending import drift

pytestmark = pytest.mark.usefixtures("empty_site")


def copy(client: Client, page: Any, **changes: Any) -> Any:
    form = {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": page.get_parent().pk, **changes}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)


@pytest.mark.parametrize("is_translation", [False, True])
def test_a_copy_that_somebody_publishes_is_a_page_of_its_own_in_every_respect(
    admin_client: Client, admin_user: Any, is_translation: bool
) -> None:
    item = content.make_item()
    english = content.submit(item)
    content.fill(english)
    english.save_target(publish=False)
    english.get_target_instance().latest_revision.publish()
    copied = fresh(english.get_target_instance() if is_translation else item)
    OutboxEntry.objects.all().delete()

    copy(admin_client, copied, publish_copies="on")

    made = NewsItemPage.objects.get(slug="kopija")
    assert made.live
    assert made.owner == admin_user
    assert made.locale == copied.locale
    assert made.translation_key != item.translation_key
    assert made.record.number != item.record.number
    assert made.record.source_locale == copied.locale
    assert made.record.withdrawn_at is None
    permanent = f"/{copied.locale.language_code}/n/{made.record.number}/"
    assert admin_client.get(permanent, follow=True).redirect_chain[-1][0] == made.url
    assert not made.get_translations().exists()
    assert not TranslationSource.objects.filter(object_id=made.translation_key).exists()
    row = PublishedText.objects.get(translation_key=made.translation_key)
    assert row.is_source
    assert (row.behind, row.is_apart) == (0, False)
    assert OutboxEntry.objects.filter(key=made.translation_key).exists()
    published = PageLogEntry.objects.get(page=made.pk, action="wagtail.publish")
    assert published.user == admin_user
    assert differences() == []


def test_a_copy_that_nobody_publishes_is_a_draft(admin_client: Client) -> None:
    copy(admin_client, content.make_item())

    made = NewsItemPage.objects.get(slug="kopija")
    assert not made.live
    assert not PublishedText.objects.filter(translation_key=made.translation_key).exists()


def test_a_copy_with_all_below_it_is_one_of_pages_of_their_own(admin_client: Client) -> None:
    section, _ = make_pair("Skyrius")
    make_pair("Po juo", section)

    copy(admin_client, fresh(section), copy_subpages="on", publish_copies="on")

    made = Page.objects.get(slug="kopija")
    below = made.get_children().get()
    assert below.live
    assert below.locale == made.locale
    assert {made.translation_key, below.translation_key}.isdisjoint(
        Page.objects.exclude(pk__in=[made.pk, below.pk]).values_list("translation_key", flat=True)
    )
    assert differences() == []


def test_all_below_a_page_is_not_copied_where_some_of_it_is_of_another_language(admin_client: Client) -> None:
    section, stray = make_page("Skyrius"), make_page("Stray", language="en")
    drift(stray, section, "last-child")
    before = Page.objects.count()

    answer = copy(admin_client, fresh(section), copy_subpages="on")
    with pytest.raises(OtherLanguage, match="Stray"):
        fresh(section).copy(update_attrs={"slug": "kita"}, recursive=True)

    assert "Stray" in str(answer.context["form"].errors["new_parent_page"])
    assert Page.objects.count() == before
    # The section alone is all of one language.
    copy(admin_client, fresh(section), copy_subpages="")
    assert Page.objects.get(slug="kopija").locale == content.locale()


class TestTextOfAnotherLanguage:
    """It is marked as such on a translation. A copy of that would be called an original."""

    def test_a_translation_that_was_published_with_gaps_is_not_copied(
        self, admin_client: Client, admin_user: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        translation = content.submit(content.make_item())
        with django_capture_on_commit_callbacks(execute=True):
            publish_with_gaps(translation, admin_user)
        english = fresh(translation.get_target_instance())
        assert english.live
        before = Page.objects.count()

        answer = copy(admin_client, english, publish_copies="on")

        assert "originalo kalba" in str(answer.context["form"].errors["new_parent_page"])
        assert Page.objects.count() == before

    def test_the_draft_of_a_translation_is_not_copied_before_it_is_complete(self) -> None:
        translation = content.submit(content.make_item())
        with pytest.raises(TreesWouldDiffer):
            fresh(translation.get_target_instance()).copy(update_attrs={"slug": "copy"}, keep_live=False)

        content.fill(translation)
        translation.save_target(publish=False)

        assert fresh(translation.get_target_instance()).copy(update_attrs={"slug": "copy"}, keep_live=False)

    def test_a_translation_that_is_behind_is_copied_as_it_is_published(self) -> None:
        item = content.make_item()
        translation = content.submit(item)
        content.fill(translation)
        translation.save_target(publish=False)
        translation.get_target_instance().latest_revision.publish()
        item.title = "Kitas pavadinimas"
        item.save_revision().publish()
        english = fresh(translation.get_target_instance())
        assert PublishedText.objects.get(translation_key=item.translation_key, locale=english.locale).behind

        assert english.copy(update_attrs={"slug": "copy"}, keep_live=True).title == english.title
