"""Reads a file line by line and takes a line's object apart, saying exactly what is wrong with it."""

import datetime
import json
import uuid
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, BinaryIO, Final, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.i18n import language_codes
from portal.languages.common.blank_text import visible_text
from portal.languages.common.normalization import stored
from portal.links.rules import validate_web_address

# Far more than any text needs; documents inside a line (base64) are what takes room.
LONGEST_LINE_BYTES = 32 * 1024 * 1024
KINDS = ("topic", "organisation", "person", "project", "item")
DEEPEST_VALUE = 32

Value = TypeVar("Value")


class Rejected(Exception):
    """A line cannot be imported; the message says why, in the user's language."""


class Absent(Enum):
    """The file does not say: what is there stays. (`null` and empty values clear.)"""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


@dataclass(frozen=True)
class Line:
    """A line of the file: its number from 1, its object or what is wrong with it, and how many bytes it has."""

    number: int
    data: dict[str, Any] | None
    problem: str = ""
    size: int = 0


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """Every line that is not blank. Keeps one line in memory, whatever its length."""
    number = 0
    while raw := file.readline(LONGEST_LINE_BYTES + 1):
        number += 1
        if len(raw) > LONGEST_LINE_BYTES:
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(LONGEST_LINE_BYTES)
            message = _("The line is longer than %(limit)d MiB.") % {"limit": LONGEST_LINE_BYTES // 1024 // 1024}
            yield Line(number, None, message)
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if not raw.strip():
            continue
        try:
            yield Line(number, _object(raw), size=len(raw))
        except Rejected as rejection:
            yield Line(number, None, str(rejection))


def _object(raw: bytes) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8").rstrip()
    except UnicodeDecodeError as error:
        raise Rejected(_("Not valid UTF-8 at byte %(position)d.") % {"position": error.start + 1}) from error
    try:
        data = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object_of)
    except (ValueError, RecursionError) as error:
        position = getattr(error, "colno", 1)
        raise Rejected(_("Not valid JSON at character %(position)d.") % {"position": position}) from error
    if not isinstance(data, dict):
        raise Rejected(_("Not a JSON object."))
    _check_text(data, 0)
    return data


def _object_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Which of two values of one key counts, no two programs agree on."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise Rejected(_("“%(key)s” is there twice.") % {"key": key[:40]})
        found[key] = value
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _check_text(value: Any, depth: int) -> None:
    """Refuses what the database cannot hold or what no honest file contains: NUL, lone surrogates, endless nesting."""
    if depth > DEEPEST_VALUE:
        raise Rejected(_("Nested too deeply."))
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise Rejected(_("A text contains a character that is not allowed (NUL or half a character)."))
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_text(key, depth + 1)
            _check_text(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _check_text(inner, depth + 1)


class ObjectReader:
    """An object of the file; each method reads one key and raises Rejected with the key's path."""

    def __init__(self, data: Any, path: str = "") -> None:
        if not isinstance(data, dict):
            raise Rejected(_("“%(key)s” must be an object.") % {"key": path})
        self.data: dict[str, Any] = data
        self.path = path
        self.read: set[str] = set()

    def name(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        self.read.add(key)
        return key in self.data

    def get(self, key: str, kind: type[Value], expected: str) -> Value | None:
        self.read.add(key)
        value = self.data.get(key)
        # JSON's true is no number, whatever Python says.
        if value is None or (isinstance(value, kind) and not (isinstance(value, bool) and kind is int)):
            return value
        raise Rejected(_("“%(key)s” must be %(expected)s.") % {"key": self.name(key), "expected": expected})

    def text(self, key: str, longest: int | None = None) -> str:
        """As texts are kept; "" where a reader would see nothing."""
        return self._short_enough(key, visible_text(stored(self.get(key, str, _("a text")) or "")), longest)

    def _short_enough(self, key: str, value: str, longest: int | None) -> str:
        if longest is not None and len(value) > longest:
            values = {"key": self.name(key), "length": len(value), "limit": longest}
            raise Rejected(_("“%(key)s” is too long: %(length)d characters, %(limit)d at most.") % values)
        return value

    def web_address(self, key: str, longest: int) -> str:
        """As it is written: the rule of links says what is wrong with it."""
        value = self._short_enough(key, (self.get(key, str, _("a text")) or "").strip(), longest)
        try:
            if value:
                validate_web_address(value)
        except ValidationError as error:
            raise Rejected(f"“{self.name(key)}”: {error.messages[0]}") from error
        return value

    def required_text(self, key: str, longest: int | None = None) -> str:
        if not (value := self.text(key, longest)):
            raise Rejected(_("“%(key)s” is missing or empty.") % {"key": self.name(key)})
        return value

    def choice(self, key: str, choices: Collection[str]) -> str:
        value = self.text(key)
        if value and value not in choices:
            raise Rejected(_("“%(key)s”: “%(value)s” is not known.") % {"key": self.name(key), "value": value})
        return value

    def flag(self, key: str) -> bool | None:
        return self.get(key, bool, _("true or false"))

    def number(self, key: str) -> int | None:
        value = self.get(key, int, _("a number"))
        if value is not None and not 1 <= value <= 2**31 - 1:
            raise Rejected(
                _("“%(key)s” must be a number from 1 to %(limit)d.") % {"key": self.name(key), "limit": 2**31 - 1}
            )
        return value

    def date(self, key: str) -> datetime.date | None:
        return self._parsed(key, datetime.date.fromisoformat, _("a date like 2017-04-03"), length=10)

    def moment(self, key: str) -> datetime.datetime | None:
        expected = _("a date with time and time zone")
        value = self._parsed(key, datetime.datetime.fromisoformat, expected)
        if value is not None and value.tzinfo is None:
            raise Rejected(_("“%(key)s” must have a time zone.") % {"key": self.name(key)})
        try:
            # As the database keeps it.
            return value and value.astimezone(datetime.UTC)
        except OverflowError as error:
            values = {"key": self.name(key), "value": value, "expected": expected}
            raise Rejected(_("“%(key)s”: “%(value)s” is not %(expected)s.") % values) from error

    def key(self, key: str) -> uuid.UUID | None:
        return self._parsed(key, uuid.UUID, _("a UUID"))

    def _parsed(
        self, key: str, parse: Callable[[str], Value], expected: str, length: int | None = None
    ) -> Value | None:
        value = self.get(key, str, expected)
        if not value:
            return None
        try:
            if length is not None and len(value) != length:
                raise ValueError(value)
            return parse(value)
        except ValueError as error:
            values = {"key": self.name(key), "value": value[:40], "expected": expected}
            raise Rejected(_("“%(key)s”: “%(value)s” is not %(expected)s.") % values) from error

    def object(self, key: str) -> "ObjectReader | None":
        value = self.get(key, dict, _("an object"))
        return None if value is None else ObjectReader(value, self.name(key))

    def objects(self, key: str) -> "list[ObjectReader]":
        values = self.get(key, list, _("a list")) or []
        return [ObjectReader(value, f"{self.name(key)}[{index}]") for index, value in enumerate(values)]

    def names(self, key: str) -> list[str]:
        """A list of texts without repetitions."""
        values: list[Any] = self.get(key, list, _("a list")) or []
        names = [visible_text(stored(value)) if isinstance(value, str) else "" for value in values]
        if not all(names):
            raise Rejected(_("“%(key)s” must be a list of texts.") % {"key": self.name(key)})
        return list(dict.fromkeys(names))

    def texts(self, key: str, longest: int | None = None) -> dict[str, str]:
        """A text by language; a plain text is the same in every language."""
        if isinstance(self.data.get(key), str):
            text = self.text(key, longest)
            return dict.fromkeys(language_codes(), text) if text else {}
        by_language = self.object(key)
        if by_language is None:
            return {}
        check_languages(by_language)
        return {code: by_language.text(code, longest) for code in by_language.data}

    def unread(self) -> list[str]:
        """Keys of this object that nothing has asked for."""
        return [self.name(key) for key in self.data if key not in self.read]


def check_languages(by_language: ObjectReader) -> None:
    for code in by_language.data:
        if code not in language_codes():
            raise Rejected(_("“%(key)s”: unknown language “%(code)s”.") % {"key": by_language.path, "code": code[:20]})
