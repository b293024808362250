"""TMX 1.4b, in which translation memories travel: <https://www.gala-global.org/tmx-14b>."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import IO
from xml.etree import ElementTree
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from portal.i18n import language_codes
from portal.translation.localize_strings import StringValue

from .units import UnreadableFile

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Elements whose content is the markup of another format.
_NATIVE = {"bpt", "ept", "it", "ph", "ut"}


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """Both texts are wagtail-localize's HTML."""

    language: str
    text: str
    other_language: str
    other_text: str


def write_tmx(units: Iterable[MemoryUnit], output: IO[str], source_language: str) -> int:
    """Writes units one after another, however many; returns their number."""
    writer = XMLGenerator(_Encoded(output), encoding="utf-8", short_empty_elements=True)
    writer.startDocument()
    _start(writer, "tmx", {"version": "1.4"})
    header = {
        "creationtool": "portal",
        "creationtoolversion": "1",
        "segtype": "block",
        "o-tmf": "html",
        "adminlang": source_language,
        "srclang": source_language,
        "datatype": "html",
    }
    _start(writer, "header", header)
    writer.endElement("header")
    _start(writer, "body", {})
    count = 0
    for unit in units:
        writer.characters("\n")
        _start(writer, "tu", {})
        for language, text in ((unit.language, unit.text), (unit.other_language, unit.other_text)):
            _start(writer, "tuv", {"xml:lang": language})
            _start(writer, "seg", {})
            _write(writer, BeautifulSoup(text, "html.parser").children, [0])
            writer.endElement("seg")
            writer.endElement("tuv")
        writer.endElement("tu")
        count += 1
    writer.endElement("body")
    writer.endElement("tmx")
    writer.endDocument()
    return count


class _Encoded:
    """A text file for whoever writes UTF-8."""

    def __init__(self, output: IO[str]) -> None:
        self.output = output

    def write(self, content: bytes) -> None:
        self.output.write(content.decode("utf-8"))


def _write(writer: XMLGenerator, nodes: Iterable[object], counter: list[int]) -> None:
    for node in nodes:
        if isinstance(node, NavigableString):
            writer.characters(str(node))
        elif isinstance(node, Tag):
            counter[0] += 1
            number = str(counter[0])
            content = str(node).split(">", 1)[0] + ">"
            if node.name == "br":
                _native(writer, "ph", {"x": number}, content)
                continue
            _native(writer, "bpt", {"i": number, "x": number}, content)
            _write(writer, node.children, counter)
            _native(writer, "ept", {"i": number}, f"</{node.name}>")


def _start(writer: XMLGenerator, name: str, attributes: dict[str, str]) -> None:
    writer.startElement(name, AttributesImpl(attributes))


def _native(writer: XMLGenerator, name: str, attributes: dict[str, str], content: str) -> None:
    _start(writer, name, attributes)
    writer.characters(content)
    writer.endElement(name)


def read_tmx(file: IO[bytes], languages: Sequence[str] = ()) -> Iterator[MemoryUnit]:
    """Pairs of two of the portal's languages, one after another; others are passed over.

    Raises:
        UnreadableFile: for what is no TMX; what came before it in the file has been yielded by then.
    """
    wanted = languages or language_codes()
    is_tmx = False
    try:
        for event, element in iterparse(file, events=("start", "end")):
            if event == "start":
                is_tmx = is_tmx or element.tag == "tmx"
                if not is_tmx:
                    break
            elif element.tag == "tu":
                yield from _pairs(element, wanted)
                element.clear()
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise UnreadableFile(_("This is no TMX file: %(error)s") % {"error": error}) from error
    if not is_tmx:
        raise UnreadableFile(_("This is no TMX file."))


def _pairs(unit: ElementTree.Element, wanted: Sequence[str]) -> Iterator[MemoryUnit]:
    texts: dict[str, str] = {}
    for variant in unit.findall("tuv"):
        # Version 1.1 called it `lang`.
        language = _known(variant.get(_LANGUAGE) or variant.get("lang") or "", wanted)
        segment = variant.find("seg")
        if language and segment is not None:
            html = "".join(_read(segment)).strip()
            if html:
                texts.setdefault(language, _valid(html))
    (first, *others) = texts or [""]
    yield from (MemoryUnit(first, texts[first], other, texts[other]) for other in others)


def _known(language: str, wanted: Sequence[str]) -> str:
    """The portal's language that a file calls `LT` or `lt-LT`; empty for another one."""
    code = language.lower().replace("_", "-")
    return next((own for own in wanted if code == own.lower() or code.startswith(f"{own.lower()}-")), "")


def _read(element: ElementTree.Element) -> Iterator[str]:
    yield escape(element.text or "", quote=False)
    for child in element:
        if child.tag in _NATIVE:
            yield _markup(child.text or "")
        else:
            yield from _read(child)
        yield escape(child.tail or "", quote=False)


def _markup(native: str) -> str:
    """A tag of HTML that our segments can have; that of another format is left out."""
    tag = unescape(native) if native.startswith("&lt;") else native
    name = tag.strip("</> ").split(" ")[0]
    return tag if name in {"a", "b", "i", "em", "strong", "br"} and tag.startswith("<") else ""


def _valid(html: str) -> str:
    """The text alone where its markup is not ours."""
    try:
        return str(StringValue.from_translated_html(html).data)
    except ValueError:
        return escape(BeautifulSoup(html, "html.parser").get_text(), quote=False)
