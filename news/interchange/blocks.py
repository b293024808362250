"""Bodies: entries of a file become raw stream data and back, and keep the ids of what did not change."""

import json
import logging
import re
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlock
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.coreutils import resolve_model_string
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Locale
from wagtail.snippets.blocks import SnippetChooserBlock

from portal.languages.common.blank_text import visible_text
from portal.languages.common.html_text import is_blank, plain_text
from portal.languages.common.normalization import stored, stored_html
from portal.links.rich_text import without_bad_links
from portal.links.rules import validate_web_address
from portal.translation.blocks.table import stored_table

from .files import describe_file, find_document, find_image, read_file
from .links import portable_links, resolved_links
from .reading import ObjectReader, Rejected
from .references import References
from .rich_text import sanitise

logger = logging.getLogger(__name__)

BLOCK_KEY = re.compile(r' data-block-key=\\?"[^"]*"')
PLAIN_TEXT_BLOCK = "paragraph"
# Where paragraphs came or went: half of the words stay when one is edited; few move further than this.
LIKE_ENOUGH = 0.5
ENTRIES_AHEAD = 20

RawEntry = dict[str, Any]


@dataclass(frozen=True)
class BodyEntry:
    """One entry of a body as the file gives it."""

    type: str
    value: Any
    id: str | None
    path: str


def read_entries(keys: ObjectReader, key: str, block: blocks.StreamBlock) -> list[BodyEntry]:
    """The body's entries. Paragraphs without text are left out."""
    values: list[Any] = keys.get(key, list, _("a list")) or []
    entries = []
    for index, value in enumerate(values):
        path = f"{keys.name(key)}[{index}]"
        if isinstance(value, str):
            if text := visible_text(stored(value)):
                entries.append(BodyEntry(PLAIN_TEXT_BLOCK, f"<p>{escape(text)}</p>", None, path))
            continue
        entry = ObjectReader(value, path)
        kind = entry.required_text("type")
        if kind not in block.child_blocks:
            raise Rejected(_("“%(key)s”: unknown block type “%(type)s”.") % {"key": path, "type": kind[:40]})
        identifier = entry.text("id", 36) or None
        if identifier is not None and not re.fullmatch(r"[0-9A-Za-z-]+", identifier):
            raise Rejected(_("“%(key)s” must be letters, digits and hyphens.") % {"key": f"{path}.id"})
        entries.append(BodyEntry(kind, value.get("value"), identifier, path))
    given = [entry.id for entry in entries if entry.id]
    if len(given) != len(set(given)):
        raise Rejected(_("“%(key)s”: two entries have the same id.") % {"key": keys.name(key)})
    return entries


class Decoder:
    """Turns entries into raw stream data for one language."""

    def __init__(self, references: References, locale: Locale, notes: list[str]) -> None:
        """`notes` are told of links that cannot be published: their words stay, without the link."""
        self.references = references
        self.locale = locale
        self.notes = notes

    def body(
        self, block: blocks.StreamBlock, entries: Sequence[BodyEntry], previous: Sequence[RawEntry]
    ) -> list[RawEntry]:
        """Raw data of a body; entries without an id get that of the entry of `previous` that they continue."""
        decoded = [
            {"type": entry.type, "value": self.value(block.child_blocks[entry.type], entry.value, entry.path)}
            for entry in entries
        ]
        ids = [entry.id for entry in entries]
        return keep_ids(decoded, ids, previous)

    def value(self, block: blocks.Block, value: Any, path: str) -> Any:
        if isinstance(block, blocks.StructBlock):
            return self._struct(block, value, path)
        if isinstance(block, ListBlock):
            return self._list(block, value, path)
        if isinstance(block, blocks.ChooserBlock):
            return self._chosen(block, value, path)
        if isinstance(block, TableBlock):
            return _table(value, path)
        if isinstance(block, blocks.BooleanBlock):
            return bool(value)
        return self._text(block, value, path)

    def _struct(self, block: blocks.StructBlock, value: Any, path: str) -> dict[str, Any]:
        keys = ObjectReader(value, path)
        unknown = set(keys.data) - set(block.child_blocks)
        if unknown:
            raise Rejected(_("“%(key)s” is not a part of this block.") % {"key": keys.name(min(unknown))})
        return {
            name: self.value(child, keys.data.get(name), keys.name(name)) for name, child in block.child_blocks.items()
        }

    def _list(self, block: ListBlock, value: Any, path: str) -> list[RawEntry]:
        """In the form with ids: wagtail-localize finds no segments in a plain list."""
        if value is not None and not isinstance(value, list):
            raise Rejected(_("“%(key)s” must be %(expected)s.") % {"key": path, "expected": _("a list")})
        items = []
        for index, item in enumerate(value or []):
            has_id = isinstance(item, dict) and set(item) == {"id", "value"}
            inner = item["value"] if has_id else item
            decoded = self.value(block.child_block, inner, f"{path}[{index}]")
            items.append({"type": "item", "value": decoded, "id": str(item["id"]) if has_id else ""})
        return items

    def _chosen(self, block: blocks.ChooserBlock, value: Any, path: str) -> Any:
        if value is None:
            if block.required:
                raise Rejected(_("“%(key)s” is missing or empty.") % {"key": path})
            return None
        if isinstance(block, DocumentChooserBlock):
            return find_document(read_file(ObjectReader(value, path))).pk
        if isinstance(block, ImageChooserBlock):
            return find_image(read_file(ObjectReader(value, path))).pk
        if isinstance(block, SnippetChooserBlock) and isinstance(value, str):
            return self.references.entity(block.target_model, value, self.locale).pk
        raise Rejected(_("“%(key)s” must be %(expected)s.") % {"key": path, "expected": _("an identifier")})

    def _text(self, block: blocks.Block, value: Any, path: str) -> str:
        if value is not None and not isinstance(value, str):
            raise Rejected(_("“%(key)s” must be %(expected)s.") % {"key": path, "expected": _("a text")})
        text = value or ""
        if not isinstance(block, blocks.URLBlock):
            text = stored_html(text) if isinstance(block, blocks.RichTextBlock) else stored(text)
        if isinstance(block, blocks.RichTextBlock):
            text = without_bad_links(text, lambda problem: self.notes.append(f"“{path}”: {problem}"))
            text = resolved_links(sanitise(text, block.features or []), self.locale)
        if isinstance(block, blocks.URLBlock) and text:
            try:
                validate_web_address(text)
            except ValidationError as error:
                raise Rejected(f"“{path}”: {error.messages[0]}") from error
        is_empty = is_blank(text) if isinstance(block, blocks.RichTextBlock) else not visible_text(text)
        if block.required and is_empty:
            raise Rejected(_("“%(key)s” is missing or empty.") % {"key": path})
        longest = getattr(getattr(block, "field", None), "max_length", None)
        if longest is not None and len(text) > longest:
            values = {"key": path, "length": len(text), "limit": longest}
            raise Rejected(_("“%(key)s” is too long: %(length)d characters, %(limit)d at most.") % values)
        return text


def _table(value: Any, path: str) -> dict[str, Any]:
    keys = ObjectReader(value, path)
    rows = keys.get("data", list, _("a list of rows"))
    cells_are_texts = rows and all(
        isinstance(row, list) and all(cell is None or isinstance(cell, str) for cell in row) for row in rows
    )
    if not cells_are_texts:
        raise Rejected(
            _("“%(key)s” must be %(expected)s.") % {"key": keys.name("data"), "expected": _("a list of rows")}
        )
    return stored_table(keys.data)


def keep_ids(decoded: list[RawEntry], ids: Sequence[str | None], previous: Sequence[RawEntry]) -> list[RawEntry]:
    """The entries with ids: their own, else those of equal entries of `previous` or of what stood in their place."""
    for entry, identifier in zip(decoded, ids, strict=True):
        entry["id"] = identifier or ""
    by_id = {entry["id"]: entry for entry in previous}
    result: list[RawEntry] = []
    for entry in decoded:
        known = by_id.get(entry["id"])
        result.append(known if known is not None and canonical(known) == canonical(entry) else entry)
    if not all(entry["id"] for entry in decoded):
        used = {entry["id"] for entry in decoded}
        free = [entry for entry in previous if entry["id"] not in used]
        _continue_ids(result, free)
    for entry in result:
        entry["id"] = entry["id"] or str(uuid.uuid4())
        known = by_id.get(entry["id"])
        _fill_inner_ids(entry["value"], known["value"] if known is not None and known is not entry else None)
    return result


def _continue_ids(entries: list[RawEntry], previous: list[RawEntry]) -> None:
    """Gives entries without id an id of `previous`: equal ones in order, then changed ones of the same type between."""
    nameless = [index for index, entry in enumerate(entries) if not entry["id"]]
    new_keys = [canonical(entries[index]) for index in nameless]
    old_keys = [canonical(entry) for entry in previous]
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(
        None, old_keys, new_keys, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            for old, new in zip(range(old_start, old_end), range(new_start, new_end), strict=True):
                entries[nameless[new]] = previous[old]
        elif tag == "replace":
            changed = [entries[index] for index in nameless[new_start:new_end]]
            for old_entry, entry in _continued(previous[old_start:old_end], changed):
                entry["id"] = old_entry["id"]


def _continued(previous: Sequence[RawEntry], entries: Sequence[RawEntry]) -> Iterator[tuple[RawEntry, RawEntry]]:
    """Which entry continues which: as many as before do so place by place, others where their words are alike."""
    if len(previous) == len(entries):
        yield from ((old, new) for old, new in zip(previous, entries, strict=True) if old["type"] == new["type"])
        return
    words = [_words(entry) for entry in previous]
    start = 0
    for entry in entries:
        own = _words(entry)
        candidates = [
            (_likeness(words[index], own), -index)
            for index in range(start, min(start + ENTRIES_AHEAD, len(previous)))
            if previous[index]["type"] == entry["type"]
        ]
        likeness, place = max(candidates, default=(0.0, 0))
        if likeness >= LIKE_ENOUGH:
            yield previous[-place], entry
            start = 1 - place


def _words(entry: RawEntry) -> Counter[str]:
    text = json.dumps(_without_ids(entry["value"]), ensure_ascii=False)
    return Counter(re.findall(r"\w+", plain_text(text).casefold()))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two texts have in common (Dice's coefficient)."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _fill_inner_ids(value: Any, known: Any) -> None:
    """Gives the items of lists inside a block their ids, by position from the block that it continues."""
    if isinstance(value, dict):
        for key, inner in value.items():
            _fill_inner_ids(inner, known.get(key) if isinstance(known, dict) else None)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, dict) and item.get("type") == "item":
                old = known[index] if isinstance(known, list) and index < len(known) else None
                item["id"] = item["id"] or (old["id"] if isinstance(old, dict) else "") or str(uuid.uuid4())
                _fill_inner_ids(item["value"], old["value"] if isinstance(old, dict) else None)


def canonical(entry: RawEntry) -> str:
    """The entry without what does not count as content: ids, and the keys that comments hang on."""
    return BLOCK_KEY.sub("", json.dumps([entry["type"], _without_ids(entry["value"])], sort_keys=True))


def _without_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_ids(item) for item in value]
    if isinstance(value, dict):
        return {
            key: _without_ids(inner)
            for key, inner in value.items()
            if not (key == "id" and value.get("type") == "item")
        }
    return value


def with_ids_of(entries: list[RawEntry], source: Sequence[RawEntry]) -> list[RawEntry] | None:
    """A translation's entries under the ids of the source's, position by position; None where they do not pair up."""
    if [entry["type"] for entry in entries] != [entry["type"] for entry in source]:
        return None
    paired = []
    for entry, origin in zip(entries, source, strict=True):
        value = json.loads(json.dumps(entry["value"]))
        _take_inner_ids(value, origin["value"])
        paired.append({**entry, "id": origin["id"], "value": value})
    return paired


def _take_inner_ids(value: Any, origin: Any) -> None:
    if isinstance(value, dict) and isinstance(origin, dict):
        for key, inner in value.items():
            _take_inner_ids(inner, origin.get(key))
    elif isinstance(value, list) and isinstance(origin, list):
        for item, other in zip(value, origin, strict=False):
            if isinstance(item, dict) and isinstance(other, dict) and item.get("type") == "item":
                item["id"] = other.get("id") or item["id"]
                _take_inner_ids(item["value"], other.get("value"))


def raw_body(value: Any) -> list[RawEntry]:
    """A stream's entries as plain data, to keep or to compare."""
    return json.loads(json.dumps([dict(entry) for entry in value.get_prep_value()]))


class _Gone(Exception):
    """What a block has to show has been deleted; the message says what kind of thing it was."""


class Encoder:
    """Turns raw stream data into entries of a file; with `with_files`, documents and pictures are carried along."""

    def __init__(self, with_files: bool) -> None:
        self.with_files = with_files

    def body(self, block: blocks.StreamBlock, raw: Sequence[RawEntry]) -> list[RawEntry]:
        """Without the blocks and the items of lists that show nothing, because what they have to show is gone."""
        entries = []
        for entry in raw:
            try:
                value = self.value(block.child_blocks[entry["type"]], entry["value"])
            except _Gone as gone:
                logger.warning("Block %s (%s) is not exported: %s is gone", entry["id"], entry["type"], gone)
                continue
            entries.append({"type": entry["type"], "value": value, "id": entry["id"]})
        return entries

    def value(self, block: blocks.Block, value: Any) -> Any:
        if isinstance(block, blocks.StructBlock):
            # A picture may be kept as its key alone.
            parts = value if isinstance(value, dict) else {"image": value}
            return {name: self.value(child, parts.get(name)) for name, child in block.child_blocks.items()}
        if isinstance(block, ListBlock):
            return list(self._items(block, value or []))
        if isinstance(block, blocks.ChooserBlock):
            return self._chosen(block, value)
        if isinstance(block, blocks.RichTextBlock):
            return portable_links(value or "")
        return value

    def _items(self, block: ListBlock, items: Sequence[RawEntry]) -> Iterator[RawEntry]:
        for item in items:
            try:
                yield {"id": item["id"], "value": self.value(block.child_block, item["value"])}
            except _Gone as gone:
                logger.warning("An item of a list (%s) is not exported: %s is gone", item["id"], gone)

    def _chosen(self, block: blocks.ChooserBlock, value: Any) -> Any:
        model = resolve_model_string(block.target_model)
        instance = model._default_manager.filter(pk=value).first() if value else None
        if instance is None and block.required:
            raise _Gone(model._meta.verbose_name)
        if instance is None:
            return None
        if isinstance(block, SnippetChooserBlock):
            return instance.identifier
        return describe_file(instance, self.with_files)
