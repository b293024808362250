"""Where the trees of the languages differ, found in four queries, whatever their size."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from portal.translation.freshness.recording import Direction, directions
from portal.translation.freshness.source_versions import Target

_ROOT_DEPTH = 1


class TreeFault(models.TextChoices):
    """What is wrong with a page. Those of MENDABLE are mended without a decision."""

    LANGUAGE = "language", _("belongs to another language than the page above it")
    ALIAS = "alias", _("is an alias, which shows the text of another page")
    PARENT = "parent", _("has no place: the page above its original is not translated")
    PLACE = "place", _("is not below the translation of the page that is above its original")
    ORDER = "order", _("does not come in the order of the originals")
    LIVE = "live", _("is published while its original is withdrawn")
    ORIGINALS = "originals", _("is one of several pages of one text of which none is known as the original")


MENDABLE = frozenset({TreeFault.LANGUAGE, TreeFault.ALIAS, TreeFault.PLACE, TreeFault.ORDER})


@dataclass(frozen=True)
class TreeDifference:
    kind: TreeFault
    page_id: int
    title: str
    language: str

    @property
    def is_mendable(self) -> bool:
        return self.kind in MENDABLE


@dataclass(frozen=True)
class _Node:
    pk: int
    path: str
    depth: int
    key: UUID
    locale_id: int
    title: str
    is_live: bool
    was_live: bool
    is_alias: bool
    content_type_id: int


_FIELDS = ("pk", "path", "depth", "translation_key", "locale_id", "title", "live", "first_published_at")


def differences() -> Sequence[TreeDifference]:
    """Every difference, in the order of the tree."""
    return list(_Comparison(_nodes(), directions()).differences())


def _nodes() -> Iterator[_Node]:
    rows = Page.objects.order_by("path").values_list(*_FIELDS, "alias_of_id", "content_type_id")
    for pk, path, depth, key, locale_id, title, live, published, alias, content_type in rows.iterator(2000):
        yield _Node(pk, path, depth, key, locale_id, title, live, published is not None, bool(alias), content_type)


class _Comparison:
    def __init__(self, nodes: Iterator[_Node], from_where: Mapping[Target, Direction]) -> None:
        self.nodes = list(nodes)
        self.directions = from_where
        self.by_path = {node.path: node for node in self.nodes}
        self.by_target: dict[Target, _Node] = {(node.key, node.locale_id): node for node in self.nodes}
        self.by_key: dict[UUID, list[_Node]] = defaultdict(list)
        self.children: dict[str, list[_Node]] = defaultdict(list)
        for node in self.nodes:
            self.by_key[node.key].append(node)
            self.children[self._parent_path(node)].append(node)
        self.codes: dict[int, str] = dict(Locale.objects.values_list("pk", "language_code"))
        types = ContentType.objects.in_bulk({node.content_type_id for node in self.nodes})
        self.unordered = {
            pk for pk, each in types.items() if not getattr(each.model_class(), "has_ordered_children", True)
        }

    def differences(self) -> Iterator[TreeDifference]:
        for node in self.nodes:
            if node.depth > _ROOT_DEPTH:
                for kind in self._kinds(node):
                    yield TreeDifference(kind, node.pk, node.title, self.codes[node.locale_id])

    def _kinds(self, node: _Node) -> Iterator[TreeFault]:
        parent = self._parent(node)
        if node.is_alias:
            yield TreeFault.ALIAS
        if parent.depth > _ROOT_DEPTH and parent.locale_id != node.locale_id:
            yield TreeFault.LANGUAGE
        original = self._original(node)
        if original is None:
            if sum(self._original(each) is None for each in self.by_key[node.key]) > 1:
                yield TreeFault.ORIGINALS
            return
        if node.is_live and not original.is_live and original.was_live:
            yield TreeFault.LIVE
        expected = self._counterpart(self._parent(original), node.locale_id)
        if expected is None:
            yield TreeFault.PARENT
        elif expected.pk != parent.pk:
            yield TreeFault.PLACE
        elif not self._is_in_order(node, original, parent):
            yield TreeFault.ORDER

    def _parent_path(self, node: _Node) -> str:
        return node.path[: -Page.steplen]

    def _parent(self, node: _Node) -> _Node:
        return self.by_path[self._parent_path(node)]

    def _original(self, node: _Node) -> _Node | None:
        direction = self.directions.get((node.key, node.locale_id))
        return self.by_target.get((node.key, direction.source_locale_id)) if direction else None

    def _counterpart(self, node: _Node, locale_id: int) -> _Node | None:
        return node if node.depth == _ROOT_DEPTH else self.by_target.get((node.key, locale_id))

    def _is_in_order(self, node: _Node, original: _Node, parent: _Node) -> bool:
        if parent.depth == _ROOT_DEPTH or parent.content_type_id in self.unordered:
            return True
        places = {each.key: each.path for each in self.children[parent.path]}
        common = [places[each.key] for each in self.children[self._parent_path(original)] if each.key in places]
        return all(first < second for first, second in pairwise(common) if node.path in (first, second))
