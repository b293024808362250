"""What the rows of a page name and say: topics, people, organisations and results, each thing once.

Two queries for all of them: one for the rows, whatever their tables, and one for the versions of what they name.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast
from wagtail.models import Locale

from portal.i18n import preferred_languages
from portal.storage.prepared_queries import rows_of

from .models import NewsItemPage, Organisation, Person, ProjectPage, Topic
from .models.entity import Entity


@dataclass(frozen=True)
class Participant:
    """A person's part in an item; `role` is in the language of the item."""

    person: Person
    role: str
    organisation: Organisation | None


@dataclass(frozen=True)
class Statement:
    """A result or an indicator: its number, and what is said of it."""

    number: str
    name: str
    result: str


@dataclass(frozen=True)
class Named:
    """Each in the page's order and in its language, else in the next preferred one. `topic_keys` are those of the rows,
    whether their topics are published or not."""

    topics: list[Topic]
    topic_keys: frozenset[uuid.UUID]
    organisations: list[Organisation]
    people: list[Participant]
    promoter: Organisation | None
    statements: list[Statement]


@dataclass(frozen=True)
class _Relation:
    """Rows of a page: what they name by `key` and `other_key`, and what they say. `single` is a field of the page."""

    name: str
    kind: type[Entity] | None = None
    key: str = ""
    other_key: str = ""
    texts: tuple[str, ...] = ()
    single: bool = False


_RELATIONS: dict[type[Any], tuple[_Relation, ...]] = {
    NewsItemPage: (
        _Relation("topics", Topic, "topic"),
        _Relation("organisations", Organisation, "organisation"),
        _Relation("people", Person, "person", "organisation", ("role",)),
        _Relation("results", texts=("indicator", "text")),
    ),
    ProjectPage: (
        _Relation("topics", Topic, "topic"),
        _Relation("partners", Organisation, "organisation"),
        _Relation("promoter", Organisation, "promoter", single=True),
        _Relation("indicators", texts=("number", "name", "result")),
    ),
}
_TEXTS = 3
# What readers are shown of an entity beside its name and address.
_ALSO_SHOWN = {Topic: "", Organisation: "country", Person: "role"}


@dataclass(frozen=True)
class _Row:
    relation: _Relation
    key: uuid.UUID | None
    other_key: uuid.UUID | None
    texts: tuple[str, ...]


def named_by(page: NewsItemPage | ProjectPage) -> Named:
    """Two queries. In a preview the rows come from the revision, which asks for each thing that they name."""
    rows = _rows(page)
    keys: dict[type[Entity], set[uuid.UUID]] = {}
    for row in rows:
        if row.relation.kind and row.key:
            keys.setdefault(row.relation.kind, set()).add(row.key)
        if row.other_key:
            keys.setdefault(Organisation, set()).add(row.other_key)
    found = best_versions(keys, page.locale)

    def of(*names: str) -> list[Any]:
        chosen = [row.key for row in rows if row.relation.name in names]
        return [found[key] for key in dict.fromkeys(chosen) if key in found]

    people: dict[Any, Participant] = {}
    for row in rows:
        if row.relation.name == "people" and row.key in found:
            part = Participant(found[row.key], row.texts[0] or found[row.key].role, found.get(row.other_key))
            people.setdefault(row.key, part)
    return Named(
        topics=of("topics"),
        topic_keys=frozenset(row.key for row in rows if row.relation.name == "topics" and row.key),
        organisations=of("organisations", "partners"),
        people=list(people.values()),
        promoter=next(iter(of("promoter")), None),
        statements=[Statement(*row.texts) for row in rows if row.relation.kind is None],
    )


def best_versions(keys: "dict[type[Entity], set[uuid.UUID]]", locale: Locale) -> dict[Any, Any]:
    """By translation key, the published version of each entity in the reader's language, else in the next preferred.

    One query for all kinds. Of an entity its name, address, language, and what `_ALSO_SHOWN` names are read.
    """
    if not keys:
        return {}
    kinds: list[Any] = list(_ALSO_SHOWN)
    models = tuple(model for model in kinds if model in keys)
    preference = preferred_languages(locale.language_code)
    best: dict[Any, Any] = {}
    wanted: dict[str, Any] = {model.__name__: sorted(keys[model]) for model in models}
    for kind, pk, key, locale_id, code, name, slug, shown in rows_of(_versions_of, models, **wanted):
        current = best.get(key)
        if current is not None and preference.index(current.locale.language_code) <= preference.index(code):
            continue
        values = {"id": pk, "translation_key": key, "locale_id": locale_id, "name": name, "slug": slug, "live": True}
        if also := _ALSO_SHOWN[kinds[kind]]:
            values[also] = shown
        model = kinds[kind]
        names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
        version: Any = model.from_db("default", names, [values[name] for name in names])
        version.locale = Locale(pk=locale_id, language_code=code)
        best[key] = version
    return best


def _versions_of(models: tuple[type[Entity], ...], **keys: Any) -> "QuerySet[Any, Any]":
    """`keys` by the name of the model."""
    return _united([_versions(model).filter(translation_key__in=keys[model.__name__]) for model in models])


def _versions(model: type[Entity]) -> "QuerySet[Any, Any]":
    return (
        model._default_manager.filter(live=True)
        .order_by()
        .annotate(kind=Value(list(_ALSO_SHOWN).index(model), IntegerField()), shown=_text(_ALSO_SHOWN[model]))
        .values_list("kind", "pk", "translation_key", "locale_id", "locale__language_code", "name", "slug", "shown")
    )


def _rows_of(model: Any, page: int) -> "QuerySet[Any, Any]":
    """By relation."""
    parts = []
    for index, relation in enumerate(_RELATIONS[model]):
        source = model if relation.single else model._meta.get_field(relation.name).related_model
        texts = [*relation.texts, *[""] * (_TEXTS - len(relation.texts))]
        rows = source._default_manager.order_by().annotate(
            relation=Value(index, IntegerField()),
            place=Value(0, IntegerField()) if relation.single else F("sort_order"),
            key=_key(relation.key),
            other_key=_key(relation.other_key),
            **{f"text_{number}": _text(field) for number, field in enumerate(texts)},
        )
        names = [f"text_{number}" for number in range(_TEXTS)]
        rows = rows.filter(pk=page) if relation.single else rows.filter(page=page)
        parts.append(rows.values_list("relation", "place", "pk", "key", "other_key", *names))
    return _united(parts)


def _rows(page: NewsItemPage | ProjectPage) -> list[_Row]:
    relations = _RELATIONS[type(page)]
    managers = [None if relation.single else getattr(page, relation.name).all() for relation in relations]
    if not all(rows is None or isinstance(rows, QuerySet) for rows in managers):
        return [
            row for relation, rows in zip(relations, managers, strict=True) for row in _unsaved(page, relation, rows)
        ]
    # Rows without a place of their own stand as they were written; a union has no order.
    found = sorted(rows_of(_rows_of, type(page), page=page.pk), key=lambda row: (row[0], row[1] or 0, row[2]))
    return [_Row(relations[row[0]], row[3], row[4], tuple(row[5:])) for row in found]


def _unsaved(page: Any, relation: _Relation, rows: Iterable[Any] | None) -> Iterable[_Row]:
    for row in [page] if rows is None else rows:
        texts = [getattr(row, field) for field in relation.texts] + [""] * (_TEXTS - len(relation.texts))
        yield _Row(
            relation,
            _key_of(row, relation.key),
            _key_of(row, relation.other_key),
            tuple(texts),
        )


def _key_of(row: Any, field: str) -> uuid.UUID | None:
    named = getattr(row, field) if field else None
    return named.translation_key if named else None


def _key(path: str) -> Any:
    return F(f"{path}__translation_key") if path else Cast(Value(None), UUIDField())


def _text(field: str) -> Any:
    return Cast(field, TextField()) if field else Value("", TextField())


def _united(parts: "Sequence[QuerySet[Any, Any]]") -> "QuerySet[Any, Any]":
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
