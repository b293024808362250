"""What a translation says otherwise than its source: pure functions from two texts to problems.

Nothing here knows a page or a database. Problems that are serious are asked about before publishing; the others are
advice.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.languages.common.html_text import plain_text
from portal.languages.common.look_alikes import mixed_words
from portal.languages.common.normalization import compared, stored
from portal.languages.registry import language
from portal.translation.localize_strings import StringValue

from ..acceptable import reason_against
from ..glossary.terms import GlossaryUse
from .figures import Figure, NumbersInWords, Sort, figures, numbers_in_words
from .inline_tags import tags
from .leftovers import belongs_to_source, words_of_prose
from .names import KnownName, name_differences

# A title longer than this is cut in lists and by search engines.
TITLE_LETTERS = 100
# More would tell a translator nothing.
MOST_PROBLEMS = 50
# So many words of the source's language in a row are no name but text that was left over.
LEFTOVER_WORDS = 4


class Check(StrEnum):
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    LINK = "link"
    CODE = "code"
    MARKUP = "markup"
    LEFTOVER = "leftover"
    ALPHABET = "alphabet"
    LENGTH = "length"
    TERM = "term"
    MACHINE = "machine"


ADVICE = frozenset({Check.ALPHABET, Check.LENGTH, Check.TERM})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at, in the user's language. `text` is what it is about, as it stands in one of the texts."""

    check: Check
    message: str
    text: str = ""

    @property
    def is_serious(self) -> bool:
        return self.check not in ADVICE


@dataclass(frozen=True, slots=True)
class Languages:
    source: str
    target: str


def find_problems(
    source: str,
    target: str,
    languages: Languages,
    *,
    is_title: bool = False,
    max_length: int | None = None,
    known_names: Collection[KnownName] = (),
    terms: Iterable[GlossaryUse] = (),
) -> list[Problem]:
    """Problems of a translated segment; both texts are wagtail-localize's HTML. None for an empty translation.

    `max_length` is that of the field in characters, `terms` are those that the glossary has for the source. There are
    MOST_PROBLEMS at most, of which the last one then says that there are more.
    """
    if not target.strip():
        return []
    if reason := reason_against(source, target):
        return [Problem(Check.MARKUP, reason)]
    try:
        StringValue.from_translated_html(target)
    except ValueError as error:
        return [Problem(Check.MARKUP, str(error))]
    source_text, target_text = compared(plain_text(source)), compared(plain_text(target))
    problems = chain(
        _markup(source, target),
        _figures(source_text, target_text, languages),
        _names(source_text, target_text, languages, known_names),
        _leftovers(source_text, target_text, languages),
        _alphabets(source_text, target_text),
        _length(stored(plain_text(target)), is_title, max_length),
        _terms(terms),
    )
    found = list(islice(problems, MOST_PROBLEMS + 1))
    if len(found) > MOST_PROBLEMS:
        more = Problem(found[MOST_PROBLEMS - 1].check, _("There are more problems: these are the first ones."))
        found = [*found[: MOST_PROBLEMS - 1], more]
    return found


def _markup(source: str, target: str) -> Iterator[Problem]:
    theirs, ours = Counter(tags(source)), Counter(tags(target))
    for tag in (theirs - ours).keys() | (ours - theirs).keys():
        is_link = tag == "a" or tag.startswith("a#")
        if is_link and tag in theirs and tag not in ours:
            yield Problem(Check.LINK, _("A link of the source is missing."), f'<a id="{tag[2:]}">')
        elif is_link:
            yield Problem(Check.LINK, _("The source has no such link."), f'<a id="{tag[2:]}">')
        elif tag != "br" and not (tag in theirs and tag in ours):
            yield Problem(Check.MARKUP, _("<%(tag)s> stands in one of the two texts only.") % {"tag": tag}, f"<{tag}>")


def _figures(source: str, target: str, languages: Languages) -> Iterator[Problem]:
    theirs, ours = figures(source, languages.source), figures(target, languages.target)
    their_words, our_words = numbers_in_words(source, languages.source), numbers_in_words(target, languages.target)
    if all(language(code).numbers.words for code in (languages.source, languages.target)):
        theirs, ours = _in_order(theirs, their_words), _in_order(ours, our_words)
    missing = _lacking(theirs, ours, our_words)
    added = _lacking(ours, theirs, their_words)
    if not missing and not added:
        missing, added = _miscounted(theirs, ours)
    is_month_missing, is_month_added = (any(map(_is_month, each)) for each in (missing, added))
    are_dates_theirs, are_dates_ours = _has_dates(theirs), _has_dates(ours)
    for figure in missing:
        if not _is_month(figure) or are_dates_theirs or is_month_added:
            yield Problem(Check(figure.sort), _missing(figure), figure.text)
    for figure in added:
        if not _is_month(figure) or are_dates_ours or is_month_missing:
            yield Problem(Check(figure.sort), _added(figure), figure.text)


def _missing(figure: Figure) -> str:
    return _("“%(text)s” of the source is missing.") % {"text": figure.text}


def _added(figure: Figure) -> str:
    return _("The source has no “%(text)s”.") % {"text": figure.text}


def _in_order(figures: list[Figure], words: NumbersInWords) -> list[Figure]:
    return sorted([*figures, *words.sure], key=lambda figure: figure.start)


def _lacking(figures: list[Figure], others: list[Figure], words: NumbersInWords) -> list[Figure]:
    whole = {other.scaled or other.value for other in others}
    known, unscaled = whole | {other.value for other in others}, {other.value for other in others if not other.scaled}
    return [figure for figure in figures if not (_is_among(figure, whole, known, unscaled) or _is_named(figure, words))]


def _is_among(figure: Figure, whole: Collection[str], known: Collection[str], unscaled: Collection[str]) -> bool:
    if figure.scaled:
        return figure.scaled in whole or figure.value in unscaled
    return figure.value in known


def _miscounted(theirs: list[Figure], ours: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Texts with equally many figures, all known to both, of which one stands for another."""
    if len(theirs) != len(ours):
        return [], []
    our_values, their_values = _values(ours, theirs), _values(theirs, ours)
    more, less = Counter(their_values) - Counter(our_values), Counter(our_values) - Counter(their_values)
    return (
        [each for each, value in zip(theirs, their_values, strict=True) if value in more][-1:],
        [each for each, value in zip(ours, our_values, strict=True) if value in less][-1:],
    )


def _values(figures: list[Figure], others: list[Figure]) -> list[str]:
    """`2.5 million` counts as 2.5 where the other text has that without a word behind it (`2.5m`)."""
    unscaled = {other.value for other in others if not other.scaled}
    return [figure.value if figure.value in unscaled else figure.scaled or figure.value for figure in figures]


def _is_named(figure: Figure, words: NumbersInWords) -> bool:
    return words.may_name(figure.scaled or figure.value) or words.may_name(figure.value)


def _is_month(figure: Figure) -> bool:
    return figure.value.startswith("month")


def _has_dates(figures: list[Figure]) -> bool:
    """A month without a day or a year beside it may be another word: in Lithuanian, a pigeon or a lime tree."""
    return sum(figure.sort is Sort.DATE for figure in figures) > 1


def _names(source: str, target: str, languages: Languages, known: Collection[KnownName]) -> Iterator[Problem]:
    missing, added = name_differences(source, target, languages.source, languages.target, known)
    for name in missing:
        message = _("The name “%(text)s” of the source is missing, or it is spelt differently.")
        yield Problem(Check.NAME, message % {"text": name.text}, name.text)
    for name in added:
        message = _("The source has no name “%(text)s”, or it is spelt differently there.")
        yield Problem(Check.NAME, message % {"text": name.text}, name.text)


def _leftovers(source: str, target: str, languages: Languages) -> Iterator[Problem]:
    """Text of the source's language: the whole, or words in a row."""
    own = words_of_prose(target)
    if source.casefold() == target.casefold() and any(_belongs(word, languages) for word in own):
        yield Problem(Check.LEFTOVER, _("This is the text of the source."), target)
        return
    run: list[str] = []
    for word in [*own, ""]:
        if word.islower() and _belongs(word, languages):
            run.append(word)
            continue
        if len(run) >= LEFTOVER_WORDS:
            text = " ".join(run)
            yield Problem(Check.LEFTOVER, _("“%(text)s” is not translated.") % {"text": text}, text)
        run = []


def _alphabets(source: str, target: str) -> Iterator[Problem]:
    """Words that are found by nobody who types them."""
    messages = (
        (target, _("“%(text)s” has letters of another alphabet that look the same: %(letters)s.")),
        (source, _("“%(text)s” of the source has letters of another alphabet that look the same: %(letters)s.")),
    )
    for text, message in messages:
        for word, letters in dict.fromkeys(mixed_words(text)):
            yield Problem(Check.ALPHABET, message % {"text": word, "letters": ", ".join(letters)}, word)


def _belongs(word: str, languages: Languages) -> bool:
    return belongs_to_source(word, languages.source, languages.target)


def _length(target: str, is_title: bool, max_length: int | None) -> Iterator[Problem]:
    limit = min(limit for limit in (max_length, TITLE_LETTERS if is_title else None, 10**6) if limit)
    excess = len(target) - limit
    if excess > 0:
        message = ngettext("%(count)d character too long.", "%(count)d characters too long.", excess)
        yield Problem(Check.LENGTH, message % {"count": excess})


def _terms(terms: Iterable[GlossaryUse]) -> Iterator[Problem]:
    for term in terms:
        if not term.is_used:
            message = _("The glossary has “%(term)s” for “%(text)s”.")
            yield Problem(Check.TERM, message % {"term": term.others[0], "text": term.text}, term.text)
