"""Values as JSON and blobs, and back by their types: whoever reads them can be given wrong values, never run code."""

import json
import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

# Bytes of JSON, and of all blobs together.
HEADER = struct.Struct(">QQ")
_SIMPLE = {str: (str,), int: (int,), bool: (bool,), float: (float, int)}


class Unexpected(ValueError):
    """A value is not what its type says."""


def pack(value: object) -> bytes:
    """The header, JSON of the value with the lengths of its blobs, and the blobs."""
    blobs: list[bytes] = []
    plain = _to_plain(value, blobs)
    text = json.dumps([plain, [len(blob) for blob in blobs]]).encode()
    return b"".join([HEADER.pack(len(text), sum(map(len, blobs))), text, *blobs])


def unpack(kind: Any, body: bytes, text_length: int) -> Any:
    """The value of that type from what follows the header.

    Raises:
        Unexpected: where it is none.
    """
    try:
        plain, lengths = json.loads(body[:text_length])
        blobs, position = [], text_length
        for length in lengths:
            blobs.append(body[position : position + length])
            position += length
        return _from_plain(kind, plain, blobs)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise Unexpected(str(error)) from error


def unpack_whole(kind: Any, content: bytes) -> Any:
    """The value of that type that `pack` was given."""
    text_length, _blobs_length = HEADER.unpack(content[: HEADER.size])
    return unpack(kind, content[HEADER.size :], text_length)


def _to_plain(value: Any, blobs: list[bytes]) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        blobs.append(value)
        return len(blobs) - 1
    if is_dataclass(value):
        return [_to_plain(getattr(value, field.name), blobs) for field in fields(value)]
    if isinstance(value, Mapping):
        return {key: _to_plain(item, blobs) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [_to_plain(item, blobs) for item in value]
    raise TypeError(f"{type(value)} cannot be sent")


def _from_plain(kind: Any, plain: Any, blobs: Sequence[bytes]) -> Any:
    if kind in (Any, object):
        return plain
    if kind in _SIMPLE:
        if not isinstance(plain, _SIMPLE[kind]):
            raise Unexpected(f"{type(plain)} where {kind} belongs")
        return plain
    if kind is bytes:
        return blobs[plain]
    if kind in (None, type(None)):
        return None
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(plain)
    if is_dataclass(kind):
        make: Any = kind
        pairs = zip(_hints(make), plain, strict=True)
        return make(**{name: _from_plain(hint, item, blobs) for (name, hint), item in pairs})
    return _from_collection(get_origin(kind) or kind, get_args(kind), plain, blobs)


def _from_collection(origin: Any, inner: tuple[Any, ...], plain: Any, blobs: Sequence[bytes]) -> Any:
    if origin in (Union, UnionType):
        (known,) = (each for each in inner if each is not type(None))
        return None if plain is None else _from_plain(known, plain, blobs)
    if origin in (dict, Mapping):
        return {key: _from_plain(inner[1], item, blobs) for key, item in plain.items()}
    if not isinstance(plain, list):
        raise Unexpected(f"{type(plain)} where a list belongs")
    if origin is tuple and not (len(inner) == 2 and inner[1] is Ellipsis):
        return tuple(_from_plain(hint, item, blobs) for hint, item in zip(inner, plain, strict=True))
    items = [_from_plain(inner[0], item, blobs) for item in plain]
    if origin in (set, frozenset, AbstractSet, Collection):
        return frozenset(items)
    return tuple(items) if origin is tuple else items


@cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))
