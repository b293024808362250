"""Content in every state in which the portal's own pages of the admin have something to press."""

import datetime
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone
from treebeard.mp_tree import MP_MoveHandler
from wagtail.models import Page
from wagtail_localize.models import Translation

from home.models import StandardPage
from news.importer.pipeline.decisions import DecisionRequest, decide
from news.importer.pipeline.draft_pairs import write_pair
from news.models import DocumentUpload, ImportedDocument, NewsItemPage
from portal.runtime.interrupted.models import InterruptedWork
from portal.translation.freshness.models import PublishedText
from portal.translation.memory.keeping import bring_up_to_date
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import release
from portal.translation.staff.assigning import assign
from search.models import OutboxEntry
from tests.factories import content
from tests.news.importer.material import stored


def build() -> None:
    """In addition to `portal_content`, whose accounts exist."""
    administrator = User.objects.get(username="administrator")
    for original, target, name in (("lt", "en", "translator"), ("en", "lt", "translator-en-lt")):
        # Ready to be published, with and without something that the checks object to.
        content.fill(content.submit(content.make_item(f"Ready {original}", original), target))
        objected = content.make_item(f"Objected 2017 {original}", original)
        content.fill(content.submit(objected, target), lambda text: text.replace("2017", "2018") + " EN")
        # Behind, with changes that nobody has translated yet, and remembered.
        behind = content.make_item(f"Behind {original}", original)
        content.translate(behind, target)
        behind.title = f"Behind {original} again"
        behind.save_revision().publish()
        # Assigned, and set apart.
        assigned = content.make_item(f"Assigned {original}", original)
        assign(assigned, content.locale(target), User.objects.get(username=name), by=administrator)
        content.set_apart(content.translate(content.make_item(f"Apart {original}", original), target))
    waiting = content.make_item("Only there")
    OutboxEntry.objects.create(
        key=waiting.translation_key, index=settings.SEARCH_ENGINE, version=99, next_attempt_at=timezone.now()
    )
    planned = content.make_item("Planned", publish=False)
    content.fill(content.submit(planned))
    release(pair_of(planned), at=timezone.now() + datetime.timedelta(days=3))
    hidden = content.make_item("Hidden")
    content.translate(hidden)
    hidden.title = "Hidden draft"
    hidden.save_revision()
    _misplace()
    _make_documents(administrator)
    DocumentUpload.objects.create(user=administrator, interface_language="en", is_done=True)
    # Its task is gone.
    DocumentUpload.objects.create(user=administrator, interface_language="en")
    _set_aside()
    bring_up_to_date()


def addresses() -> Iterator[str]:
    """Of pages that are reached by what scripts and messages show, which no link leads to."""
    made = [f"{state} {code}" for state in ("Ready", "Apart", "Behind") for code in ("lt", "en")]
    texts = NewsItemPage.objects.filter(title__in=[*made, "Planned", "Hidden"]).values("translation_key")
    pages = NewsItemPage.objects.filter(translation_key__in=texts)
    for page in pages:
        yield reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield reverse("news_make_original", args=[page.pk])
        yield reverse("translation_release", args=[page.pk])
        yield reverse("translation_withdraw", args=[page.pk])
    for translation in Translation.objects.filter(source__object_id__in=texts):
        yield reverse("translation_decide_gaps", args=[translation.pk])
        yield reverse("translation_files", args=[translation.pk])
        yield reverse("news_rejoin", args=[translation.pk])
    for title in ("Assigned lt", "Only there"):
        yield reverse("translation_assign", args=[PublishedText.objects.get(title=title).pk, "en"])
    ready = NewsItemPage.objects.get(title="Ready lt", live=True)
    for action in ("delete", "publish", "unpublish"):
        asked = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        yield f"{asked}?id={ready.pk}&next={reverse('wagtailadmin_home')}"
    for upload in DocumentUpload.objects.all():
        yield reverse("news_imported_documents_upload_state", args=[upload.pk])


def _set_aside() -> None:
    """A task that ended the worker twice."""
    now = timezone.now()
    InterruptedWork.objects.create(
        path="news.importer.pipeline.uploads.read_upload_task",
        task="00000000-0000-4000-8000-000000000001",
        arguments={"args": [0], "kwargs": {}},
        queue_name="default",
        enqueued_at=now,
        deaths=2,
        died_at=now,
        set_aside_at=now,
    )


def _misplace() -> None:
    """A translation that is not where its original is."""
    home = Page.objects.get(depth=2, locale=content.locale("lt"))
    pages = [StandardPage(title=title, locale=home.locale) for title in ("Section", "Misplaced")]
    translations = []
    for page in pages:
        home.add_child(instance=page)
        page.save_revision().publish()
        translations.append(content.translate(StandardPage.objects.get(pk=page.pk)))
    section, misplaced = (Page.objects.get(pk=each.pk) for each in translations)
    # treebeard's own move, which none of the guards notices.
    MP_MoveHandler(misplaced, section, "last-child").process()


def _make_documents(reviewer: User) -> None:
    decided = stored("decided")
    requested = [DecisionRequest("word:lt:2:0", None, "kėlimo"), DecisionRequest("text:lt:1", None, "Kitas tekstas.")]
    decide(decided, requested, reviewer)
    stored("refused", state=ImportedDocument.State.REFUSED)
    write_pair(stored("written"), makes_new=True)
    edited = stored("edited")
    write_pair(edited, makes_new=True)
    edited.refresh_from_db()
    assert edited.item is not None
    page = NewsItemPage.objects.get(translation_key=edited.item.translation_key, locale=edited.source_locale)
    page.lead = "Edited since."
    page.save_revision()
