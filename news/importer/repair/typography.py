"""Quotation marks, dashes and spaces as print sets them."""

import re
from collections.abc import Iterator
from functools import cache

from portal.languages.repair_rules import Quotes, RepairRules

from .offset_text import Edit, TracedText
from .rules import DASH, LOST_SPACE, MISREAD_NUMBER, QUOTATION_MARK, SPACE

# So far ahead it is looked for the end of a quotation.
LONGEST_QUOTATION = 1000

_LOW = r",,|‚‚|„|‚,|,‚"
_HIGH = r"''|``|‘‘|’’|´´|[\"“”‟″]"
_QUOTATION = re.compile(
    rf"(?P<low>(?<![^\s(\[/]) ?(?:{_LOW}) ?(?=\S)|(?:{_LOW})(?=\w))"
    rf"|(?P<comma>(?<![^\s(\[])[,‚](?=[^\W\d_]))"
    rf"|(?P<high>\s?(?:{_HIGH})\s?)"
    rf"|(?P<single>(?<=[\w.!?…])[‘’'´`](?![^\W\d_]))"
)
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[/–—-])$")
_SPACED_DASH = re.compile(
    r"(?<=\S) +(?P<dash>--?|—|−|~|‒|―|–)(?= )|(?<=\S) (?P<glued>—|–)(?=\w)|(?<=\w)(?P<left>—|–)(?= )"
)
_TIGHT_DASH = re.compile(r"(?<=\w)(?P<dash>—|−)(?=\w)|(?<=\d,\d\d)(?P<decimal>-)(?=\d{1,4},\d\d)")
_LINE_DASH = re.compile(r"^(?P<dash>-|—|−|―) ", re.MULTILINE)
_SPACES = re.compile(r"(?<=\S)[ \t\u00a0\u2000-\u200a\u202f\u3000]{2,}(?=\S)|(?<=\S)[\t\u2000-\u2008\u3000](?=\S)")
_BEFORE_MARK = re.compile(r"(?<=[\w“”\")])[ \t]+(?=[,.:?!)\]](?:[\s“”\")]|$))")
_AFTER_BRACKET = re.compile(r"(?<=[(\[])[ \t]+(?=\w)")


_LOST_AFTER_MARK = re.compile(r"(?<=[^\W\d_]{2}[,;])(?=[^\W\d_]{2})")
# A number with letters among its digits that look like digits.
_MISREAD_NUMBER = re.compile(
    r"(?<![\w/.@-])(?:(?=[OolI|S]{0,40}\d[OolI|S]{0,40}\d)[\dOolI|S]{2,40}|[lI|]\d|\d[oO])(?![\w/@-])"
)
_DIGITS = str.maketrans("OolI|S", "001115")


@cache
def _range(following: str) -> re.Pattern[str]:
    following = f"%|{following}" if following else "%"
    return re.compile(
        rf"(?<![\w.,/:–-])(?P<first>\d{{1,4}})(?P<dash>-|—|−)(?P<last>\d{{1,4}})(?=\s*(?:{following}))", re.IGNORECASE
    )


@cache
def _lost_after_number(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=\d)(?={words})" if words else "(?!)")


def numbered(text: TracedText) -> TracedText:
    """With digits in numbers where letters that look like them were read."""
    return text.edited(
        Edit(*found.span(), digits, MISREAD_NUMBER, 0.9)
        for found in _MISREAD_NUMBER.finditer(text.text)
        if (digits := found.group().translate(_DIGITS)) != found.group()
    )


def respaced(text: TracedText, rules: RepairRules) -> TracedText:
    """With one space between words, none before marks or within brackets, one after commas."""
    edits = [
        *(Edit(*found.span(), " ", LOST_SPACE, 0.96) for found in _LOST_AFTER_MARK.finditer(text.text)),
        *(
            Edit(*found.span(), " ", LOST_SPACE, 0.96)
            for found in _lost_after_number(rules.stuck_to_numbers).finditer(text.text)
        ),
        *(Edit(*found.span(), " ") for found in _SPACES.finditer(text.text)),
        *(Edit(*found.span(), "", SPACE) for found in _AFTER_BRACKET.finditer(text.text)),
        *(
            Edit(*found.span(), "", SPACE)
            for found in _BEFORE_MARK.finditer(text.text)
            if _is_of_text(text.text, found)
        ),
    ]
    edits.sort(key=lambda edit: edit.start)
    return text.edited(edits)


def _is_of_text(text: str, found: re.Match[str]) -> bool:
    """Not of an ellipsis that stands apart, nor of a lone mark that may be a misread letter."""
    following = text[found.end() : found.end() + 3]
    return not following.startswith("..") and not (following[:1] == "!" and following[1:2] == " ")


def dashed(text: TracedText, rules: RepairRules) -> TracedText:
    """With a dash between clauses and in ranges, a hyphen nowhere else."""
    edits: list[Edit] = []
    ranges = _range(rules.after_ranges)
    for pattern in (_SPACED_DASH, ranges, _TIGHT_DASH, _LINE_DASH):
        for found in pattern.finditer(text.text):
            group = "dash" if pattern is ranges else found.lastgroup
            start, end = found.span(group or "dash")
            if pattern is ranges and int(found["first"]) >= int(found["last"]):
                continue
            if pattern is _SPACED_DASH and found.start() < start - 1:
                start = found.start() + 1
            new = "–"
            if group == "glued":
                new = "– "
            elif group == "left":
                new = " –"
            if text.text[start:end] != new:
                edits.append(Edit(start, end, new, DASH, 0.97))
    return text.edited(_apart(edits))


def _apart(edits: list[Edit]) -> Iterator[Edit]:
    place = -1
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= place:
            yield edit
            place = edit.end


def quoted(text: TracedText, quotes: Quotes | None) -> TracedText:
    """With these quotation marks, where the language has any, in each paragraph by itself."""
    if quotes is None:
        return text
    edits: list[Edit] = []
    for paragraph in re.finditer(r"[^\n]+", text.text):
        edits += _paragraph(text.text, paragraph.start(), paragraph.end(), quotes)
    return text.edited(edits)


def _paragraph(text: str, start: int, end: int, quotes: Quotes) -> Iterator[Edit]:
    depth = 0
    for found in _QUOTATION.finditer(text, start, end):
        kind = found.lastgroup
        before = text[max(start, found.start() - 1) : found.start()]
        after = text[found.end() : min(end, found.end() + LONGEST_QUOTATION)]
        mark = found.group()
        bare = mark.strip()
        if kind == "low" and quotes.is_open_low:
            new = (" " if mark[0] == " " and before else "") + quotes.opening
            depth += 1
        elif kind == "comma":
            if not quotes.is_open_low or not _closes_later(after) or not before.endswith((" ", "(", "")):
                continue
            if before and before[-1] not in " (":
                continue
            new = quotes.opening
            depth += 1
        elif kind == "single":
            if not depth:
                continue
            new = quotes.closing
            depth -= 1
        elif kind == "high":
            is_spaced_before = not before or mark[0].isspace() or _BEFORE_OPENING.search(before) is not None
            is_spaced_after = not after or mark[-1].isspace() or not after[0].isalnum()
            # In doubt (a space on both sides) what is open is closed.
            opens = is_spaced_before and (not is_spaced_after or (not depth and bool(after)))
            if bare.isascii() and not opens and not depth and re.search(r"\d$", before):
                continue
            if opens:
                new = (" " if mark[0].isspace() and before else "") + quotes.opening
                depth += 1
            else:
                new = quotes.closing + (" " if after and mark[-1].isspace() else "")
                depth = max(0, depth - 1)
        else:
            continue
        if new != mark:
            yield Edit(found.start(), found.end(), new, QUOTATION_MARK, 0.97)


def _closes_later(after: str) -> bool:
    closing = re.search(rf"(?:{_HIGH})|(?<=\w)[‘’](?!\w)", after)
    opening = re.search(_LOW, after)
    return closing is not None and (opening is None or closing.start() < opening.start())
