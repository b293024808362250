"""XLIFF 1.2, the version that translators' tools read: <https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html>.

Inline tags of HTML are `g` and `x` elements, so that tools show them as tags and cannot break them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from portal.translation.localize_strings import INLINE_TAGS

from .units import Unit, UnreadableFile

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HTML = "x-html-"
_EMPTY = {"br"}
ElementTree.register_namespace("", NAMESPACE)


@dataclass(frozen=True, slots=True)
class XliffFile:
    """`identifier` is the translation's, by which a file comes back to the page that it is of; `written_at` is in
    ISO 8601, empty where the file does not say it."""

    identifier: str
    language: str
    other_language: str
    units: Sequence[Unit]
    written_at: str = ""


def write_xliff(file: XliffFile) -> bytes:
    root = ElementTree.Element(_name("xliff"), {"version": "1.2"})
    element = ElementTree.SubElement(
        root,
        _name("file"),
        {
            "original": file.identifier,
            "source-language": file.language,
            "target-language": file.other_language,
            "datatype": "html",
            **({"date": file.written_at} if file.written_at else {}),
        },
    )
    body = ElementTree.SubElement(element, _name("body"))
    for number, unit in enumerate(file.units, start=1):
        attributes = {"id": str(number), "resname": unit.path, _XML_SPACE: "preserve"}
        trans_unit = ElementTree.SubElement(body, _name("trans-unit"), attributes)
        _write(ElementTree.SubElement(trans_unit, _name("source")), unit.source)
        if unit.target:
            state = "needs-review-translation" if unit.is_unchecked else "translated"
            _write(ElementTree.SubElement(trans_unit, _name("target"), {"state": state}), unit.target)
        if unit.note:
            ElementTree.SubElement(trans_unit, _name("note")).text = unit.note
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def read_xliff(content: bytes) -> XliffFile:
    """Raises UnreadableFile for what is no XLIFF 1.2 of one file."""
    try:
        root = fromstring(content)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise UnreadableFile(_("This is no XLIFF file: %(error)s") % {"error": error}) from error
    files = root.findall(_name("file"))
    if root.tag != _name("xliff") or len(files) != 1:
        raise UnreadableFile(_("This is no XLIFF 1.2 file of one page."))
    (file,) = files
    units = [_unit(element) for element in file.iter(_name("trans-unit"))]
    languages = file.get("source-language", ""), file.get("target-language", "")
    return XliffFile(file.get("original", ""), *languages, units, file.get("date", ""))


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _unit(element: ElementTree.Element) -> Unit:
    source, target = element.find(_name("source")), element.find(_name("target"))
    return Unit(
        path=element.get("resname", ""),
        source="" if source is None else "".join(_read(source)),
        target="" if target is None else "".join(_read(target)),
        is_unchecked=target is not None and target.get("state", "").startswith("needs-"),
    )


def _write(element: ElementTree.Element, html: str) -> None:
    _write_nodes(element, BeautifulSoup(html, "html.parser").children, {})


def _write_nodes(element: ElementTree.Element, nodes: Iterable[object], counts: dict[str, int]) -> None:
    last: ElementTree.Element | None = None
    for node in nodes:
        if isinstance(node, Tag):
            counts[node.name] = counts.get(node.name, 0) + 1
            identifier = str(node.get("id") or f"{node.name}-{counts[node.name]}")
            kind = "x" if node.name in _EMPTY else "g"
            last = ElementTree.SubElement(element, _name(kind), {"id": identifier, "ctype": f"{_HTML}{node.name}"})
            _write_nodes(last, node.children, counts)
        elif isinstance(node, NavigableString):
            if last is None:
                element.text = (element.text or "") + str(node)
            else:
                last.tail = (last.tail or "") + str(node)


def _read(element: ElementTree.Element) -> Iterator[str]:
    """HTML of the content. Tools put text in elements of their own (`mrk`, `seg`), whose text counts."""
    yield escape(element.text or "", quote=False)
    for child in element:
        tag = child.get("ctype", "").removeprefix(_HTML)
        if child.tag not in (_name("g"), _name("x")):
            yield from _read(child)
        elif tag not in INLINE_TAGS:
            raise UnreadableFile(_("The file has a tag that is not from here: %(tag)s") % {"tag": child.get("id", "")})
        elif tag in _EMPTY:
            yield f"<{tag}/>"
        else:
            # Only links are told apart by their identifiers.
            yield f'<a id="{escape(child.get("id", ""))}">' if tag == "a" else f"<{tag}>"
            yield from _read(child)
            yield f"</{tag}>"
        yield escape(child.tail or "", quote=False)
