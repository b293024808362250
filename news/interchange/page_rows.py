"""New pages stored many at a time: the rows that `add_child`, `save_revision` and `publish` write one by one.

No signals are sent: who calls this does what their receivers would do. That nobody else listens is tested.
"""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import CharField, F, Model, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backends

from portal.translation.trees.own_language import refuse_place

from .rows import hold_rows


@dataclass(frozen=True)
class NewPage:
    """An unsaved page with its address and rows, and where it goes."""

    page: Any
    parent: Page
    publish: bool


def store_pages(model: type[Page], new: Sequence[NewPage]) -> None:
    """Stores pages of one model with their rows, a revision each, and the log; publishes those that say so.

    Call it in a transaction. Afterwards the pages are in memory as they are in the database.

    Raises:
        OtherLanguage: where the page above one of them is of another language.
        django.db.DatabaseError: where a constraint refuses one of them; none may then be kept.
    """
    now = timezone.now()
    for each in new:
        _begin_as_draft(each.page)
        hold_rows(each.page)
    _place(new)
    _insert_pages(model, new, now)
    _insert_rows(model, [each.page for each in new])
    _insert_revisions(model, new, now)
    _log(new, now)


def index_pages(model: type[Page], pages: Sequence[Any]) -> None:
    """What saving leaves to the worker one page after another: references, and the search of the admin."""
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(model, pages)


def _begin_as_draft(page: Any) -> None:
    page.live = False
    page.has_unpublished_changes = True
    page.draft_title = page.title


def _place(new: Sequence[NewPage]) -> None:
    """Gives every page the next place below its parent, whose row is locked as treebeard locks it."""
    by_parent: dict[int, list[Any]] = defaultdict(list)
    for each in new:
        by_parent[each.parent.pk].append(each.page)
    for parent in Page.objects.select_for_update().filter(pk__in=by_parent).order_by("pk"):
        children = by_parent[parent.pk]
        previous = parent.get_last_child()
        for page in children:
            refuse_place(page, parent)
            page.depth = parent.depth + 1
            page.path = Page._get_path(parent.path, page.depth, 1) if previous is None else previous._inc_path()
            page.set_url_path(parent)
            previous = page
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + len(children))


def _insert_pages(model: type[Page], new: Sequence[NewPage], now: datetime.datetime) -> None:
    """Django's `bulk_create` refuses models that inherit from others: the rows of both tables are inserted apart."""
    bases = []
    for each in new:
        base = Page(**{field.attname: getattr(each.page, field.attname) for field in Page._meta.concrete_fields})
        base.latest_revision_created_at = now
        if each.publish:
            _set_published(base, now)
        bases.append(base)
    for each, base in zip(new, Page.objects.bulk_create(bases), strict=True):
        each.page.id = each.page.page_ptr_id = base.pk
        each.page._state.adding = False
        each.page._state.db = connection.alias
    fields = model._meta.local_concrete_fields
    pages = [each.page for each in new]
    size = max(connection.ops.bulk_batch_size(fields, pages), 1)
    for start in range(0, len(pages), size):
        model._base_manager._insert(pages[start : start + size], fields=fields, using=connection.alias)


def _insert_rows(model: type[Page], pages: Sequence[Any]) -> None:
    for relation in get_all_child_relations(model):
        rows = []
        for page in pages:
            for row in getattr(page, relation.get_accessor_name()).all():
                setattr(row, relation.field.name, page)
                rows.append(row)
        relation.related_model._default_manager.bulk_create(rows)


def _insert_revisions(model: type[Page], new: Sequence[NewPage], now: datetime.datetime) -> None:
    own, base = ContentType.objects.get_for_model(model), ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=own,
            base_content_type=base,
            object_id=str(each.page.pk),
            object_str=str(each.page),
            created_at=now,
            content=each.page.serializable_data(),
        )
        for each in new
    )
    for each, revision in zip(new, revisions, strict=True):
        each.page.latest_revision = revision
        each.page.latest_revision_created_at = now
        if each.publish:
            _set_published(each.page, now)
            each.page.live_revision = revision
    # The one that each page has. A page cannot be inserted with its revision, which holds the page's number.
    only = Subquery(
        Revision.objects.filter(base_content_type=base, object_id=Cast(OuterRef("pk"), CharField()))
        .order_by()
        .values("pk")[:1]
    )
    Page.objects.filter(pk__in=[each.page.pk for each in new]).update(latest_revision=only)
    Page.objects.filter(pk__in=[each.page.pk for each in new if each.publish]).update(live_revision=only)


def _set_published(page: Any, now: datetime.datetime) -> None:
    page.live = True
    page.has_unpublished_changes = False
    page.first_published_at = page.last_published_at = now


def _log(new: Sequence[NewPage], now: datetime.datetime) -> None:
    context = get_active_log_context()

    def entry(page: Any, action: str, revision: Model | None = None) -> PageLogEntry:
        return PageLogEntry(
            page=page,
            content_type_id=page.content_type_id,
            label=page.get_admin_display_title(),
            action=action,
            timestamp=now,
            user=context.user,
            uuid=context.uuid,
            revision=revision,
            content_changed=True,
        )

    created = [entry(each.page, "wagtail.create") for each in new]
    published = [entry(each.page, "wagtail.publish", each.page.latest_revision) for each in new if each.publish]
    PageLogEntry.objects.bulk_create([*created, *published])
