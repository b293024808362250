"""All that the database holds, in a form in which two ways to the same content can be compared.

Numbers, random identifiers and moments are replaced by what they stand for: a page by its address, a revision by its
page, a block by its place.
"""

import datetime
import json
import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import AutoField, Field, JSONField, Model
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex, Revision, TranslatableMixin
from wagtail_localize.models import TranslatableObject, Translation, TranslationContext, TranslationSource

from news.interchange.blocks import raw_body
from news.models import ItemRecord, NewsItemPage
from portal.translation.freshness.models import PublishedText
from portal.translation.freshness.segments import fingerprint, part_from_json

Rows = dict[str, list[str]]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# Columns that name a row of any table: the number, and the column of the table that it belongs to.
GENERIC = {"object_id": "content_type_id", "to_object_id": "to_content_type_id"}
HASHES: Mapping[str, Callable[[Any], uuid.UUID]] = {
    "path_id": lambda row: TranslationContext._get_path_id(row.path),
    "content_path_hash": lambda row: ReferenceIndex._get_content_path_hash(row.content_path),
}
RELATIONS = {
    relation.name: relation.related_model
    for relation in get_all_child_relations(NewsItemPage)
    if issubclass(relation.related_model, TranslatableMixin)
}


def all_rows() -> Rows:
    """Every row of every table by the table's name, the rows in alphabetical order."""
    return _Reader().rows()


def rows_after(capture: Callable[..., Any], *writes: Callable[[], object]) -> Rows:
    """What the database holds after each is committed; all of it is then undone."""
    with transaction.atomic():
        for write in writes:
            with capture(execute=True):
                write()
        rows = all_rows()
        transaction.set_rollback(True)
    return rows


def without(rows: Iterable[str], columns: Iterable[str]) -> list[str]:
    """The rows less some of their columns."""
    kept = [{name: value for name, value in json.loads(row).items() if name not in columns} for row in rows]
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in kept)


class _Reader:
    def __init__(self) -> None:
        self.names = self._names_of_identifiers()
        self.pages = dict(Page.objects.values_list("pk", "url_path"))
        self.latest = set(Page.objects.values_list("latest_revision_id", flat=True))
        self.children: dict[tuple[type[Model], Any], str] = {}
        for page in NewsItemPage.objects.all():
            for relation in RELATIONS:
                for index, row in enumerate(getattr(page, relation).order_by("sort_order")):
                    self.children[type(row), row.pk] = f"{page.url_path}{relation}[{index}]"
        self.sources = {
            source.pk: self._named(str(source.object_id)) for source in TranslationSource.objects.order_by("pk")
        }

    def rows(self) -> Rows:
        found: Rows = defaultdict(list)
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                for row in model._base_manager.all():
                    values = {
                        field.name: self._value(row, field)
                        for field in model._meta.local_concrete_fields
                        if not isinstance(field, AutoField)
                    }
                    if isinstance(row, Revision):
                        values["is_latest"] = row.pk in self.latest
                    found[model._meta.label].append(json.dumps(values, sort_keys=True, default=str, ensure_ascii=False))
        return {label: sorted(rows) for label, rows in found.items()}

    def _value(self, row: Any, field: "Field[Any, Any]") -> Any:
        value = getattr(row, field.attname)
        if value is None:
            return None
        if isinstance(field, StreamField):
            return self._named(json.dumps(json.loads(field.value_to_string(row)), sort_keys=True, ensure_ascii=False))
        if isinstance(row, Translation) and field.name == "uuid":
            return "random"
        if isinstance(row, PublishedText) and field.name == "fingerprint":
            return value == fingerprint([part_from_json(part) for part in row.parts])
        if field.name in HASHES:
            return value == HASHES[field.name](row)
        if field.name in GENERIC:
            kind = ContentType.objects.get_for_id(getattr(row, GENERIC[field.name])).model_class()
            return self._reference(kind, int(value)) if kind is not None and str(value).isdigit() else str(value)
        if isinstance(row, Revision) and field.name == "content":
            kind = row.content_type.model_class()
            return self._content(kind, value) if kind is not None else value
        if isinstance(row, TranslationSource) and field.name == "content_json":
            kind = row.specific_content_type.model_class()
            return self._content(kind, json.loads(value)) if kind is not None else value
        if isinstance(row, ReferenceIndex) and field.name == "content_path":
            return self._child_path(row, value)
        return self._plain(type(row), field, value)

    def _plain(self, model: type[Model], field: "Field[Any, Any]", value: Any) -> Any:
        if isinstance(value, datetime.datetime):
            return "a moment"
        if field.remote_field is not None:
            return self._reference(field.related_model, value)
        if isinstance(value, str | uuid.UUID):
            return self._named(str(value))
        if isinstance(field, JSONField):
            return self._named(json.dumps(value, sort_keys=True, ensure_ascii=False))
        return value

    def _content(self, model: type[Model], data: dict[str, Any]) -> dict[str, Any]:
        """The content of a revision or source: fields of a model, and rows of others."""
        fields = {field.name: field for field in model._meta.concrete_fields}
        relations = {relation.name: relation.related_model for relation in get_all_child_relations(model)}
        result: dict[str, Any] = {}
        for name, value in data.items():
            if name in relations:
                result[name] = [self._content(relations[name], row) for row in value]
            elif name == "pk":
                result[name] = self._reference(model, value)
            elif name in fields and value is not None:
                if name.endswith("_at") and isinstance(value, str):
                    value = datetime.datetime.fromisoformat(value)
                if isinstance(fields[name], StreamField):
                    value = json.dumps(json.loads(value), sort_keys=True, ensure_ascii=False)
                result[name] = self._plain(model, fields[name], value)
            else:
                result[name] = value
        return result

    def _reference(self, model: Any, key: Any) -> str:
        if isinstance(model, type) and issubclass(model, Page):
            return self.pages.get(key, f"page {key}")
        if (model, key) in self.children:
            return self.children[model, key]
        if model is TranslatableObject:
            return self._named(str(key))
        if model is TranslationSource:
            return self.sources[key]
        if model is Revision:
            revision = Revision.objects.filter(pk=key).first()
            return f"revision of {self._reference(Page, int(revision.object_id))}" if revision else "revision"
        natural = {"string": "data", "template": "template", "translationcontext": "path"}.get(model._meta.model_name)
        if natural is not None:
            return self._named(getattr(model._base_manager.get(pk=key), natural))
        return f"{model._meta.label} {key}"

    def _child_path(self, row: ReferenceIndex, path: str) -> str:
        """A path into a row names it by its number."""
        name, _, rest = path.partition(".")
        number, _, field = rest.partition(".")
        if name in RELATIONS and number.isdigit():
            return f"{self._reference(RELATIONS[name], int(number))}.{field}"
        return self._named(path)

    def _names_of_identifiers(self) -> dict[str, str]:
        """Places by random identifier: of items, of their rows and of the blocks of their bodies."""
        names: dict[str, str] = {}
        for record in ItemRecord.objects.all():
            page = NewsItemPage.objects.filter(
                translation_key=record.translation_key, locale=record.source_locale
            ).first()
            if page is None:
                continue
            names[str(page.translation_key)] = page.url_path
            for relation in RELATIONS:
                for index, row in enumerate(getattr(page, relation).order_by("sort_order")):
                    names[str(row.translation_key)] = f"{page.url_path}{relation}[{index}]"
            self._name_blocks(raw_body(page.body), f"{page.url_path}body", names)
        # Of translations that are apart; those of the others have their source's identifiers.
        for page in NewsItemPage.objects.all():
            self._name_blocks(raw_body(page.body), f"{page.url_path}body", names)
        return names

    def _name_blocks(self, value: Any, place: str, names: dict[str, str]) -> None:
        for key, inner in enumerate(value) if isinstance(value, list) else ():
            if isinstance(inner, dict) and "id" in inner:
                names.setdefault(inner["id"], f"{place}[{key}]")
                self._name_blocks(inner["value"], f"{place}[{key}]", names)
        for key, inner in value.items() if isinstance(value, dict) else ():
            self._name_blocks(inner, f"{place}.{key}", names)

    def _named(self, text: str) -> str:
        return UUID.sub(lambda match: self.names.get(match[0], match[0]), text)
