"""Which changes concern which search documents; each is enqueued in the transaction of the change.

Receivers are in the order of what a document is made from: the item's own rows, what tells of it, what it names, and
where it stands. What is deleted is looked up before: afterwards no row says any more which items named it.
"""

import uuid
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site

from portal.access.visibility import below, paths_closed_with
from portal.media.access import collections_changed
from portal.translation.freshness.recording import freshness_changed
from search.index import outbox

from .models import (
    ImportedDocument,
    ItemOrganisation,
    ItemRecord,
    ItemTopic,
    NewsItemPage,
    Organisation,
    Participation,
    Person,
    ProjectPage,
    ProjectRecord,
    Result,
    Topic,
)
from .models.recorded import RecordedPage

CHANGES = (post_save, post_delete)
CHANGES_BEFORE = (post_save, pre_delete)


def item_changed(instance: NewsItemPage, **kwargs: Any) -> None:
    outbox.enqueue([instance.translation_key])


def row_changed(instance: Any, **kwargs: Any) -> None:
    """A row that is saved or goes with its page is enqueued already, and in memory has its page."""
    cached = instance._state.fields_cache.get("page")
    if cached is not None:
        outbox.enqueue([cached.translation_key])
    else:
        _enqueue(Q(pk=instance.page_id))


def record_changed(instance: ItemRecord, **kwargs: Any) -> None:
    outbox.enqueue([instance.translation_key])


def readings_changed(instance: ImportedDocument, **kwargs: Any) -> None:
    """The readings of a scan's doubtful words, which find it until somebody has checked it."""
    if instance.item is not None:
        outbox.enqueue([instance.item.translation_key])


def freshness_of_items_changed(keys: set[uuid.UUID], **kwargs: Any) -> None:
    outbox.enqueue(keys)


def project_changed(instance: ProjectPage | ProjectRecord, **kwargs: Any) -> None:
    """The names are the page's, in each language; the grant number is the record's, which is saved after the page."""
    _enqueue(Q(project__translation_key=instance.translation_key))


def topic_changed(instance: Topic, **kwargs: Any) -> None:
    _enqueue(Q(topics__topic__translation_key=instance.translation_key))


def person_changed(instance: Person, **kwargs: Any) -> None:
    _enqueue(Q(people__person__translation_key=instance.translation_key))


def organisation_changed(instance: Organisation, **kwargs: Any) -> None:
    key = instance.translation_key
    _enqueue(Q(organisations__organisation__translation_key=key) | Q(people__organisation__translation_key=key))


def picture_changed(instance: Any, created: bool = False, **kwargs: Any) -> None:
    """A picture's alternative text in a body is found while the picture is there.

    Wagtail's index of references is brought up to date by a task, so the bodies themselves are asked. They are read
    as texts, where a key is found in longer ones too: such an item is only looked at in vain.
    """
    if not created:
        text = Cast("body", TextField())
        keys = [f'"{name}": {instance.pk}' for name in ("image", "picture")]
        items = NewsItemPage.objects.annotate(body_text=text)
        _enqueue_keys(items.filter(Q(body_text__contains=keys[0]) | Q(body_text__contains=keys[1])))


def document_changed(instance: Any, created: bool = False, **kwargs: Any) -> None:
    """What a block says of a document is found while the document is there, and in no private collection."""
    if not created:
        items = NewsItemPage.objects.annotate(body_text=Cast("body", TextField()))
        _enqueue_keys(items.filter(body_text__contains=f'"document": {instance.pk}'))


def collection_changed(**kwargs: Any) -> None:
    """Which documents and pictures readers hear of depends on their collections: all that show any are read again."""
    items = NewsItemPage.objects.annotate(body_text=Cast("body", TextField()))
    _enqueue_keys(items.filter(Q(body_text__contains='"document": ') | Q(body_text__contains='"picture": ')))


def address_changes(instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """Slug changes and moves reach the descendants by a bulk update, which sends no signal of theirs; what Wagtail
    itself sends about them comes only after its transaction."""
    if raw or instance.pk is None:
        return
    stored = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
    if stored is not None and stored != instance.url_path:
        _enqueue_keys(NewsItemPage.objects.descendant_of(instance, inclusive=True))


def every_address_changes(raw: bool = False, **kwargs: Any) -> None:
    """Where a site begins, how many there are and how a language is called are in every address."""
    if not raw:
        # Wagtail's own receiver, which forgets where the sites begin, may run later than the delivery.
        Site.clear_site_root_paths_cache()
        _enqueue_keys(NewsItemPage.objects.all())


def restriction_changed(instance: PageViewRestriction) -> None:
    """It concerns every language: the items below, and those that show a project from there."""
    closed = Page.objects.filter(below(paths_closed_with(instance.page))).values("translation_key")
    _enqueue(Q(translation_key__in=closed) | Q(project__translation_key__in=closed))


def connect() -> None:
    """Once, when the program starts."""
    for signals, senders, receiver in (
        (CHANGES, [NewsItemPage], item_changed),
        (CHANGES, [ItemTopic, ItemOrganisation, Participation, Result], row_changed),
        (CHANGES, [ItemRecord], record_changed),
        (CHANGES, [ImportedDocument], readings_changed),
        ([freshness_changed], [NewsItemPage], freshness_of_items_changed),
        (CHANGES, [ProjectPage, ProjectRecord], project_changed),
        (CHANGES_BEFORE, [Topic], topic_changed),
        (CHANGES_BEFORE, [Person], person_changed),
        (CHANGES_BEFORE, [Organisation], organisation_changed),
        (CHANGES_BEFORE, [get_image_model()], picture_changed),
        (CHANGES_BEFORE, [get_document_model()], document_changed),
        ([collections_changed], [None], collection_changed),
        ([pre_save], _kinds_of_pages(), address_changes),
        (CHANGES, [Site, Locale], every_address_changes),
    ):
        for signal in signals:
            for sender in senders:
                signal.connect(receiver, sender=sender, dispatch_uid=f"news.indexing.{receiver.__name__}")


def _kinds_of_pages() -> list[type[Page]]:
    """Moves save a page as no more than a Page; an item or a project is told of by itself."""
    return [model for model in apps.get_models() if issubclass(model, Page) and not issubclass(model, RecordedPage)]


def _enqueue(condition: Q) -> None:
    _enqueue_keys(NewsItemPage.objects.filter(condition))


def _enqueue_keys(items: "QuerySet[NewsItemPage]") -> None:
    keys: list[uuid.UUID] = list(items.order_by().values_list("translation_key", flat=True).distinct())
    if keys:
        outbox.enqueue(keys)
