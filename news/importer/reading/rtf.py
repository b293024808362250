"""Rich Text Format, as Word, WordPad and LibreOffice write it: paragraphs, headings, lists, tables, links and notes.

By the specification of Microsoft, version 1.9.1.
"""

import codecs
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from news.importer.reading.document import Block, BlockKind, ReadDocument, Unreadable

from .flow import Flow, arrange_table, document_of_blocks, join_texts, text_block
from .limits import DEEPEST_NESTING, MOST_RTF_TOKENS
from .messages import of_word_processor, too_deep, too_many_elements
from .text import clean, require_length

MEDIA_TYPE = "application/rtf"
BEGINNING = b"{\\rtf"
_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\"
)
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.I)
# Destinations whose text is not part of the document; those that nobody has to know begin with `\*`.
_SKIPPED = {
    *("colortbl", "stylesheet", "info", "filetbl", "private", "fldtype", "xe", "tc", "txe", "rxe"),
    *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
    *("pict", "object", "nonshppict", "listtext", "pntext", "pn"),
    *("ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn"),
}
_KNOWN_OPTIONAL = frozenset(("fldinst", "shpinst", "shppict"))
_CHARACTERS = {
    **{"tab": " ", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "• "},
    **{"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
}
_SIGNS = {"~": "\N{NO-BREAK SPACE}", "_": "-", "{": "{", "}": "}", "\\": "\\"}
# Of fonts; those that name no language's have the document's own code page.
_CHARSETS = {77: "mac_roman", 161: "cp1253", 162: "cp1254", 186: "cp1257", 204: "cp1251", 238: "cp1250"}
_DEFAULT_ENCODING = "cp1252"
_DEEPEST_HEADING, _DEEPEST_LIST = 6, 8


@dataclass
class _State:
    """What holds within a group, and for the ones inside it."""

    is_skipped: bool = False
    # Within a drawing only its text box has text.
    is_silent: bool = False
    is_hidden: bool = False
    is_font_table: bool = False
    is_instruction: bool = False
    font: int = 0
    fallback_length: int = 1
    url: str = ""
    # The instruction of the field that the group is in, which its groups have in common.
    instruction: list[str] = field(default_factory=list)
    # What a note or text box interrupts.
    interrupts: bool = False


@dataclass
class _Paragraph:
    outline: int | None = None
    list_level: int = 0
    is_in_list: bool = False
    is_in_table: bool = False

    @property
    def kind(self) -> tuple[BlockKind, int]:
        if self.outline is not None and self.outline < _DEEPEST_HEADING:
            return BlockKind.HEADING, self.outline + 1
        if self.is_in_list:
            return BlockKind.LIST_ITEM, self.list_level + 1
        return BlockKind.PARAGRAPH, 0


def read_rtf(name: str, content: bytes) -> ReadDocument:
    reader = _Reader(content.decode("latin-1"))
    reader.read()
    return document_of_blocks(name, MEDIA_TYPE, list(reader.blocks()), reader.warnings())


@dataclass
class _Story:
    """The body, or the text of a note or a text box."""

    blocks: list[Block] = field(default_factory=list)
    flow: Flow = field(default_factory=Flow)
    cells: list[Block] = field(default_factory=list)
    row: list[list[Block]] = field(default_factory=list)
    rows: list[list[list[Block]]] = field(default_factory=list)
    paragraph: _Paragraph = field(default_factory=_Paragraph)
    # Of text boxes, which stand in the middle of a paragraph, and come behind it.
    anchored: list[Block] = field(default_factory=list)

    def end_paragraph(self) -> None:
        text, links = self.flow.take()
        if not self.paragraph.is_in_table:
            self.end_table()
        if text:
            block = text_block(self.paragraph.kind[0], text, self.paragraph.kind[1], links)
            (self.cells if self.paragraph.is_in_table else self.blocks).append(block)
        if not self.paragraph.is_in_table:
            self.blocks += self.anchored
            self.anchored = []

    def end_cell(self) -> None:
        self.paragraph.is_in_table = True
        self.end_paragraph()
        self.row.append(self.cells)
        self.cells = []

    def end_row(self) -> None:
        if self.row:
            self.rows.append(self.row)
        self.row = []

    def end_table(self) -> None:
        rows, self.rows = self.rows, []
        self.blocks += arrange_table(rows)

    def end(self) -> list[Block]:
        self.paragraph.is_in_table = False
        self.end_paragraph()
        return self.blocks


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._place = 0
        # What stands before the document and behind it is not part of it.
        self._state = _State(is_skipped=True)
        self._groups: list[_State] = []
        self._story = _Story()
        self._outer: list[_Story] = []
        self._notes: list[list[Block]] = []
        self._encoding = _DEFAULT_ENCODING
        self._charsets: dict[int, str] = {}
        self._bytes = bytearray()
        self._characters: list[str] = []
        self._length = 0
        self._to_skip = 0
        self._is_optional = False
        self._pictures = 0
        self._has_changes = False

    def blocks(self) -> Iterator[Block]:
        while self._outer:
            # A file that is cut off within a note or a text box.
            self._end_story()
        yield from self._story.end()
        for number, blocks in enumerate(self._notes, 1):
            text, links = join_texts([(f"[{number}]", ()), *((block.text, block.links) for block in blocks)])
            yield Block(BlockKind.PARAGRAPH, text, links=links)

    def warnings(self) -> list[str]:
        return of_word_processor(has_macros=False, has_changes=self._has_changes, lost_pictures=self._pictures)

    def read(self) -> None:
        for _number in range(MOST_RTF_TOKENS):
            match = _TOKEN.match(self._source, self._place)
            if match is None:
                self._flush()
                return
            self._place = match.end()
            self._token(match)
        raise Unreadable(too_many_elements(MOST_RTF_TOKENS))

    def _token(self, match: "re.Match[str]") -> None:
        word, byte, sign, brace, text = match.group("word", "byte", "sign", "brace", "text")
        if byte:
            self._byte(int(byte, 16))
        elif text:
            kept, self._to_skip = text[self._to_skip :], max(0, self._to_skip - len(text))
            # Letters outside of ASCII stand in the file's own code page where a program did not escape them.
            self._bytes += kept.encode("latin-1")
        elif word:
            self._word(word, int(match["number"]) if match["number"] else None)
        elif brace:
            self._brace(brace)
        elif sign == "*":
            self._is_optional = True
        elif sign and sign in "\r\n":
            self._word("par", None)
        elif sign in _SIGNS:
            self._add(_SIGNS[sign])

    def _byte(self, value: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(value)

    def _brace(self, brace: str) -> None:
        self._flush()
        self._to_skip = 0
        self._is_optional = False
        if brace == "{":
            if len(self._groups) == DEEPEST_NESTING:
                raise Unreadable(too_deep())
            self._groups.append(self._state)
            self._state = copy.copy(self._state)
            self._state.interrupts = False
        else:
            if self._state.interrupts:
                self._end_story()
            self._state = self._groups.pop() if self._groups else self._state

    def _word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._unicode(number)
            return
        self._flush()
        self._to_skip = 0
        is_optional, self._is_optional = self._is_optional, False
        state = self._state
        if word == "bin":
            self._place += max(0, number or 0)
        elif (is_optional and word not in _KNOWN_OPTIONAL) or word in _SKIPPED:
            self._pictures += word == "pict" and not state.is_skipped
            state.is_skipped = True
        elif word in _CHARACTERS:
            self._add(_CHARACTERS[word])
        elif word == "rtf":
            state.is_skipped = len(self._groups) > 1
        elif word in _GROUPS:
            _GROUPS[word](self)
        elif state.is_font_table or word in _FORMATS:
            self._format(word, number)
        elif not state.is_skipped and not state.is_silent:
            self._structure(word, number)

    def _unicode(self, number: int) -> None:
        """A character, followed by what programs show that know only code pages."""
        self._decode()
        self._characters.append(chr(number % 0x10000))
        self._to_skip = self._state.fallback_length

    def _format(self, word: str, number: int | None) -> None:
        """What a font is, and how the text of the group is written."""
        state, value = self._state, number or 0
        is_on = number != 0
        if word == "f":
            state.font = value
        elif word == "fcharset":
            if state.is_font_table and value in _CHARSETS:
                self._charsets[state.font] = _CHARSETS[value]
        elif word == "ansicpg":
            self._encoding = _known(f"cp{value}")
        elif word == "uc":
            state.fallback_length = min(max(value, 0), 10)
        elif word == "v":
            state.is_hidden = is_on
        elif word == "deleted":
            state.is_hidden = is_on
            self._has_changes = self._has_changes or is_on
        elif word == "revised":
            self._has_changes = True
        elif word == "plain":
            state.is_hidden = False

    def _structure(self, word: str, number: int | None) -> None:
        story = self._story
        if word in {"par", "sect", "page"}:
            story.end_paragraph()
        elif word == "pard":
            story.paragraph = _Paragraph()
        elif word == "intbl":
            story.paragraph.is_in_table = True
        elif word == "outlinelevel":
            story.paragraph.outline = number
        elif word == "ls":
            story.paragraph.is_in_list = bool(number)
        elif word == "ilvl":
            story.paragraph.list_level = min(number or 0, _DEEPEST_LIST)
        elif word == "line":
            story.flow.break_line()
        elif word == "nestcell":
            story.end_paragraph()
        elif word == "cell":
            story.end_cell()
        elif word == "row":
            story.end_row()

    def begin_fonts(self) -> None:
        self._state.is_font_table = True

    def begin_field(self) -> None:
        self._state.instruction = []

    def begin_instruction(self) -> None:
        self._state.is_instruction = True

    def begin_result(self) -> None:
        match = _LINK_FIELD.match("".join(self._state.instruction))
        self._state.url = match.group(1) if match else ""

    def begin_shape(self) -> None:
        self._state.is_silent = True

    def begin_note(self) -> None:
        """Its text comes at the end, under a number."""
        if not self._state.is_skipped and not self._state.is_silent:
            self._story.flow.add(f"[{len(self._notes) + 1}]")
            self._begin_story()
            self._notes.append(self._story.blocks)

    def begin_text_box(self) -> None:
        if not self._state.is_skipped:
            self._state.is_silent = False
            anchored = self._story.anchored
            self._begin_story()
            self._story.blocks = anchored

    def _begin_story(self) -> None:
        self._outer.append(self._story)
        self._story = _Story()
        self._state.interrupts = True

    def _end_story(self) -> None:
        self._story.end()
        self._story = self._outer.pop()

    def _add(self, text: str) -> None:
        self._decode()
        self._characters.append(text)

    def _decode(self) -> None:
        if self._bytes:
            encoding = self._charsets.get(self._state.font, self._encoding)
            self._characters.append(self._bytes.decode(encoding, "replace"))
            self._bytes.clear()

    def _flush(self) -> None:
        """Adds what was read to what it belongs to."""
        self._decode()
        if not self._characters:
            return
        # Characters beyond the Basic Multilingual Plane come in two halves.
        text = "".join(self._characters).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._characters.clear()
        state = self._state
        if state.is_instruction:
            state.instruction.append(text)
        elif not (state.is_skipped or state.is_silent or state.is_hidden or state.is_font_table):
            self._length += len(text)
            require_length(self._length)
            self._story.flow.add(clean(text), state.url)


_FORMATS = frozenset(("f", "fcharset", "ansicpg", "uc", "v", "deleted", "revised", "plain"))
_GROUPS = {
    "fonttbl": _Reader.begin_fonts,
    "field": _Reader.begin_field,
    "fldinst": _Reader.begin_instruction,
    "fldrslt": _Reader.begin_result,
    "shpinst": _Reader.begin_shape,
    "footnote": _Reader.begin_note,
    "shptxt": _Reader.begin_text_box,
}


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return _DEFAULT_ENCODING
