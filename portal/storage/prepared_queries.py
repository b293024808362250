"""Queries whose SQL is made once: that takes Django many times longer than the database takes to answer."""

import datetime
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

# Where there are more of them, all are made anew.
MOST_PREPARED = 500
# A longer list of values makes a query of its own, which is not kept.
LONGEST_LIST = 64

ALL = slice(None)

Place = tuple[str, int]


def rows_of(make: Callable[..., "QuerySet[Any, Any]"], *shape: Any, part: slice = ALL, **values: Any) -> list[Any]:
    """The rows, or a part of them, of the query that `make(*shape, **values)` returns: of models or of `values_list`.
    One query.

    `make` is a function of a module. It is called once for a shape, with marks in the place of the values, which then
    must not decide what the query looks like: neither None nor of different types; collections are given as lists.
    Whatever else decides it belongs to the shape.
    """
    alias = DEFAULT_DB_ALIAS
    lists = {name: list(value) for name, value in values.items() if isinstance(value, list | tuple | set | frozenset)}
    if any(len(each) > LONGEST_LIST for each in lists.values()):
        return list(make(*shape, **values)[part])
    # A list is filled up with its last value, so that lists of all lengths are of few shapes.
    lists = {name: each + each[-1:] * (_filled_up(len(each)) - len(each)) for name, each in lists.items()}
    key = (make, shape, connections[alias].vendor, *((name, len(lists.get(name, ()))) for name in values))
    prepared = _prepared.get(key)
    if prepared is None:
        if len(_prepared) >= MOST_PREPARED:
            _prepared.clear()
        _prepared[key] = prepared = _prepare(make, shape, {**values, **lists}, alias)
    return prepared.rows({**values, **lists}, part)


def _filled_up(length: int) -> int:
    return 1 << (length - 1).bit_length() if length else 0


@dataclass(frozen=True)
class _Prepared:
    """`places` says which value stands where among the parameters, and how its parameter is made of it."""

    alias: str
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, Place, Callable[[Any], Any]], ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    columns: int
    model: Any = None
    first: int = 0
    last: int = 0
    names: tuple[str, ...] = ()
    related: tuple[Any, ...] = ()
    annotations: tuple[tuple[str, int], ...] = ()

    def rows(self, values: dict[str, Any], part: slice) -> list[Any]:
        start, stop = part.start or 0, part.stop
        if not self.sql or (stop is not None and stop <= start):
            return []
        parameters = list(self.parameters)
        for index, (name, number), made_of in self.places:
            value = values[name]
            parameters[index] = made_of(value[number] if number >= 0 else value)
        limits = connections[self.alias].ops.limit_offset_sql(start, stop)
        with connections[self.alias].cursor() as cursor:
            cursor.execute(f"{self.sql} {limits}" if limits else self.sql, parameters)
            found = cursor.fetchall()
        rows = self._converted(found) if self.converters else found
        return [self._instance(row) for row in rows] if self.model else [tuple(row[: self.columns]) for row in rows]

    def _converted(self, found: Sequence[Sequence[Any]]) -> Iterator[list[Any]]:
        connection = connections[self.alias]
        for each in found:
            row = list(each)
            for index, converters, expression in self.converters:
                value = row[index]
                for convert in converters:
                    value = convert(value, expression, connection)
                row[index] = value
            yield row

    def _instance(self, row: Sequence[Any]) -> Any:
        """As Django's ModelIterable makes it."""
        instance = self.model.from_db(self.alias, self.names, row[self.first : self.last])
        for populator in self.related:
            populator.populate(row, instance)
        for name, index in self.annotations:
            setattr(instance, name, row[index])
        return instance


# By what makes them, their shape and the lengths of their lists.
_prepared: dict[Any, _Prepared] = {}


def _prepare(make: Callable[..., Any], shape: tuple[Any, ...], values: dict[str, Any], alias: str) -> _Prepared:
    marks = dict(_marks(values))
    marked = {
        name: [marks[name, number] for number in range(len(value))] if isinstance(value, list) else marks[name, -1]
        for name, value in values.items()
    }
    queryset = make(*shape, **marked)
    if queryset._iterable_class not in (ModelIterable, ValuesListIterable) or queryset._prefetch_related_lookups:
        raise TypeError(f"{make.__qualname__} makes a query of another kind than of models or tuples.")
    compiler = queryset.query.get_compiler(alias)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet as error:
        if all(values[name] for name in values if isinstance(values[name], list)):
            raise TypeError(f"{make.__qualname__} finds nothing, whatever its values are.") from error
        return _Prepared(alias, "", (), (), (), 0)
    places = tuple(_places(parameters, marks))
    if {place for _, place, _ in places} != set(marks):
        raise TypeError(f"{make.__qualname__} changes its values, or does not use them.")
    converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
    prepared = (
        alias,
        sql,
        tuple(parameters),
        places,
        tuple((index, tuple(functions), expression) for index, (functions, expression) in converters.items()),
        compiler.col_count,
    )
    if queryset._iterable_class is ValuesListIterable:
        return _Prepared(*prepared)
    fields = compiler.klass_info["select_fields"]
    first, last = fields[0], fields[-1] + 1
    return _Prepared(
        *prepared,
        model=compiler.klass_info["model"],
        first=first,
        last=last,
        names=tuple(column[0].target.attname for column in compiler.select[first:last]),
        related=tuple(get_related_populators(compiler.klass_info, compiler.select, alias)),  # type: ignore[call-arg]
        annotations=tuple((compiler.annotation_col_map or {}).items()),
    )


def _marks(values: dict[str, Any]) -> Iterator[tuple[Place, Any]]:
    """For each place of a value, one of its kind that stands in no query."""
    number = 0
    for name, value in values.items():
        for place, each in enumerate(value) if isinstance(value, list) else [(-1, value)]:
            number += 1
            yield (name, place), _mark(each, number)


def _mark(value: Any, number: int) -> Any:
    match value:
        case uuid.UUID():
            return uuid.UUID(int=(0xE000 << 112) + number)
        case str():
            return f"\ue000{number}\ue000"
        case datetime.date() if not isinstance(value, datetime.datetime):
            return datetime.date(3, 1, 1) + datetime.timedelta(days=number)
        case int() if not isinstance(value, bool):
            # Within the range of the keys that Django makes.
            return 2_000_000_000 + number
    raise TypeError(f"Queries are not prepared for values such as {value!r}.")


def _places(parameters: Sequence[Any], marks: dict[Place, Any]) -> Iterator[tuple[int, Place, Callable[[Any], Any]]]:
    for index, parameter in enumerate(parameters):
        for place, mark in marks.items():
            if isinstance(mark, uuid.UUID) and parameter == mark.hex:
                yield index, place, _hex
            elif isinstance(mark, datetime.date) and parameter == mark.isoformat():
                yield index, place, datetime.date.isoformat
            elif parameter == mark:
                yield index, place, _same if type(parameter) is type(mark) else type(parameter)


def _hex(value: uuid.UUID) -> str:
    return value.hex


def _same(value: Any) -> Any:
    return value
