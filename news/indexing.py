"""Which changes concern which search documents; each is enqueued in the transaction of the change.

Snippets are looked up before they are deleted: afterwards no row says any more which items named them.
"""

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from portal.freshness.recording import freshness_changed
from portal.visibility import below, paths_closed_with
from search import outbox

from .models import ItemRecord, NewsItemPage, Organisation, Person, ProjectPage, Topic


@receiver([post_save, post_delete], sender=NewsItemPage, dispatch_uid="news.index_item")
def item_changed(instance: NewsItemPage, **kwargs: Any) -> None:
    outbox.enqueue([instance.translation_key])


@receiver(post_save, sender=ItemRecord, dispatch_uid="news.index_record")
def record_changed(instance: ItemRecord, **kwargs: Any) -> None:
    outbox.enqueue([instance.translation_key])


@receiver([post_save, post_delete], sender=ProjectPage, dispatch_uid="news.index_project")
def project_changed(instance: ProjectPage, **kwargs: Any) -> None:
    _enqueue(Q(project__translation_key=instance.translation_key))


@receiver([post_save, pre_delete], sender=Topic, dispatch_uid="news.index_topic")
def topic_changed(instance: Topic, **kwargs: Any) -> None:
    _enqueue(Q(topics__topic__translation_key=instance.translation_key))


@receiver([post_save, pre_delete], sender=Person, dispatch_uid="news.index_person")
def person_changed(instance: Person, **kwargs: Any) -> None:
    _enqueue(Q(people__person__translation_key=instance.translation_key))


@receiver([post_save, pre_delete], sender=Organisation, dispatch_uid="news.index_organisation")
def organisation_changed(instance: Organisation, **kwargs: Any) -> None:
    key = instance.translation_key
    _enqueue(Q(organisations__organisation__translation_key=key) | Q(people__organisation__translation_key=key))


@receiver([page_slug_changed, post_page_move], dispatch_uid="news.index_addresses")
def addresses_changed(instance: Page, **kwargs: Any) -> None:
    """Slug changes and moves reach the descendants by a bulk update, which sends no signal of theirs."""
    _enqueue_keys(NewsItemPage.objects.descendant_of(instance))


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="news.index_restriction")
def restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """It concerns every language: the items below, and those that show a project from there."""
    closed = Page.objects.filter(below(paths_closed_with(instance.page))).values("translation_key")
    _enqueue(Q(translation_key__in=closed) | Q(project__translation_key__in=closed))


@receiver(freshness_changed, sender=NewsItemPage, dispatch_uid="news.index_freshness")
def freshness_of_items_changed(keys: set[uuid.UUID], **kwargs: Any) -> None:
    outbox.enqueue(keys)


def _enqueue(condition: Q) -> None:
    _enqueue_keys(NewsItemPage.objects.filter(condition))


def _enqueue_keys(items: "QuerySet[NewsItemPage]") -> None:
    keys: list[uuid.UUID] = list(items.order_by().values_list("translation_key", flat=True).distinct())
    if keys:
        outbox.enqueue(keys)
