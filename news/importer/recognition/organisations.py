"""Organisations: those the portal knows, in any case; others by what they are called, by labels and by lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portal.languages.analysis import base_key, is_stop_word
from portal.languages.common.capitals import CAPITALS
from portal.languages.common.folding import fold
from portal.languages.common.words import Word, folded_in_place, words_of
from portal.languages.language import Language
from portal.languages.registry import of_languages

from .facts import LinkFact, OrganisationFact, ProjectRole, Span
from .known import Catalogue
from .organisation_names import find_names
from .patterns import any_of

KNOWN, LISTED, WITH_LINK = 0.98, 0.9, 0.85

# A sentence ends before a capital letter; the point of `Nr.` or of an initial ends none.
_SENTENCES = re.compile(rf"\S.*?(?:(?:(?<=[^\W\d_]{{3}})|(?<=[“”\"»]))\.(?=\s+[{CAPITALS}])|$)", re.DOTALL)
_QUOTED = re.compile(r"[„“\"«][^„“”\"»]*[“”\"»]")
_LINE_WITH_LINK = re.compile(r"^(?P<name>[^:]{3,120}?)\s*[-–—:]\s*$")
_NAME_BEFORE_LINK = re.compile(r"((?:[^\W_][\w’'-]*\s+){0,5}[^\W_][\w’'-]*)\s*\(\s*$")
# One body ends and another begins where a comma was lost: `… Public Library in Vilnius Design College`.
_LONG_ITEM = 7
LONGEST_NAME = 150


@dataclass(frozen=True)
class _Signs:
    """What marks names in the portal's languages.

    `labels` stand at the beginning of a sentence, with what the bodies after them are to the project.
    """

    labels: tuple[tuple[re.Pattern[str], ProjectRole], ...]
    item_end: re.Pattern[str]
    between_initials: re.Pattern[str]
    link_label: re.Pattern[str]
    uncompared: frozenset[str]


@of_languages
def _signs(own: tuple[Language, ...]) -> _Signs:
    """Of every language of the portal: in a text of one there are lines of another."""
    every = [each.recognition.organisations for each in own]
    promoters, partners = any_of(each.promoters for each in every), any_of(each.partners for each in every)
    joining = any_of(re.escape(word) for each in every for word in sorted(each.conjunctions))
    return _Signs(
        labels=tuple(
            (re.compile(rf"{label}\s*[:–-]\s*"), part)
            for label, part in ((promoters, ProjectRole.PROMOTER), (partners, ProjectRole.PARTNER))
        ),
        item_end=re.compile(rf"[,;\n]\s*+|(?<!\s)\s++{joining}\s++(?=[{CAPITALS}]\w)"),
        between_initials=re.compile(rf"(?<=\b\w\.) {joining} (?=\w\.)"),
        link_label=re.compile(any_of(each.link_labels for each in every)),
        uncompared=frozenset(word for each in every for word in each.uncompared),
    )


@dataclass(frozen=True)
class _Names:
    """Keys of the words of known names → identifier and main name."""

    by_first: dict[str, list[tuple[tuple[str, ...], str, str]]]


def find_mentions(
    paragraphs: Sequence[str], language: str, catalogue: Catalogue, links: Sequence[LinkFact]
) -> list[OrganisationFact]:
    """Every place where an organisation is named, in order within each paragraph's kinds of evidence."""
    names = _known_names(catalogue, language)
    found: list[OrganisationFact] = []
    links_of: dict[int, list[LinkFact]] = {}
    for link in links:
        links_of.setdefault(link.span.paragraph, []).append(link)
    for number, text in enumerate(paragraphs):
        words = words_of(text)
        own_links = links_of.get(number, [])
        listed = [*_labelled(number, text, language), *_with_links(number, text, own_links, language)]
        found += listed
        taken = [fact.span for fact in listed]
        for fact in _known(number, words, names, language):
            taken.append(fact.span)
            found.append(fact)
        bodies = find_names(number, text, words, language)
        found += [fact for fact in bodies if not any(_overlap(fact.span, span) for span in taken)]
    return found


def name_key(name: str, language: str) -> tuple[str, ...]:
    """By which names are compared: words without case endings; no joining words, initials or form of the body."""
    words = [word.text for word in words_of(name)]
    ignored = _signs().uncompared
    kept = [word for word in words if len(word) > 1 and not is_stop_word(word, language) and fold(word) not in ignored]
    return tuple(base_key(word, language) for word in kept or words)


def _known_names(catalogue: Catalogue, language: str) -> _Names:
    by_first: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for organisation in catalogue.organisations:
        own = organisation.names.get(language) or next(iter(organisation.names.values()))
        for names in organisation.names.values():
            for name in names:
                for key in {_text_key(name, language), name_key(name, language)}:
                    if key:
                        by_first.setdefault(key[0], []).append((key, organisation.identifier, own[0]))
    for known in by_first.values():
        known.sort(key=lambda entry: -len(entry[0]))
    return _Names(by_first)


def _text_key(name: str, language: str) -> tuple[str, ...]:
    return tuple(base_key(word.text, language) for word in words_of(name))


def _known(number: int, words: Sequence[Word], names: _Names, language: str) -> Iterator[OrganisationFact]:
    keys = [base_key(word.text, language) for word in words]
    place = 0
    while place < len(words):
        has_capital = any(map(str.isupper, words[place].text))
        for key, identifier, name in names.by_first.get(keys[place], ()) if has_capital else ():
            if tuple(keys[place : place + len(key)]) == key and _is_whole(key, words[place]):
                span = Span(number, words[place].start, words[place + len(key) - 1].end)
                yield OrganisationFact(name, ProjectRole.MENTIONED, span, KNOWN, identifier=identifier)
                place += len(key) - 1
                break
        place += 1


def _is_whole(key: tuple[str, ...], word: Word) -> bool:
    """A name of one word is an abbreviation in capitals or of an unusual form, lest a common word be taken for it."""
    return len(key) > 1 or word.text.isupper() or "-" in word.text or any(map(str.isupper, word.text[1:]))


def _labelled(number: int, text: str, language: str) -> Iterator[OrganisationFact]:
    plain = folded_in_place(text)
    for sentence in _SENTENCES.finditer(text):
        for pattern, part in _signs().labels:
            label = pattern.match(plain, sentence.start())
            if label:
                for first, last in _items(text[label.end() : sentence.end()], language):
                    start, end = label.end() + first, label.end() + last
                    yield OrganisationFact(text[start:end], part, Span(number, start, end), LISTED)


def _items(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Offsets of the parts of a list; commas between quotation marks part nothing."""
    masked = _QUOTED.sub(lambda match: "x" * len(match.group()), text)
    # `A. ir M. Miškinių` and `A. and M. Miškinis` are one.
    masked = _signs().between_initials.sub(lambda match: "x" * len(match.group()), masked)
    ends = [*_signs().item_end.finditer(masked)]
    for first, last in zip(
        [0, *(match.end() for match in ends)], [*(match.start() for match in ends), len(text)], strict=True
    ):
        stripped = text[first:last].rstrip(" .\t")
        if len(stripped) < 3 or not any(map(str.isupper, stripped)):
            continue
        words = words_of(stripped)
        if len(words) > _LONG_ITEM and (parts := _lost_comma(stripped, first, words, language)):
            yield from parts
        else:
            yield first, first + len(stripped)


def _lost_comma(item: str, offset: int, words: Sequence[Word], language: str) -> list[tuple[int, int]]:
    bodies = find_names(0, item, words, language)
    if len(bodies) < 2:
        return []
    return [(offset + body.span.start, offset + body.span.end) for body in bodies]


def _with_links(number: int, text: str, links: Sequence[LinkFact], language: str) -> Iterator[OrganisationFact]:
    """`Name - http://…` as a line, and `Name (www.…)` within a sentence."""
    for link in links:
        if link.url.startswith("mailto:"):
            continue
        line = _LINE_WITH_LINK.match(text[: link.span.start]) if link.span.start < LONGEST_NAME else None
        if (
            line
            and not text[link.span.end : link.span.end + LONGEST_NAME].strip(" ./")
            and line["name"][0].isupper()
            and _names_a_body(line["name"])
        ):
            span = Span(number, line.start("name"), line.end("name"))
            yield OrganisationFact(line["name"], ProjectRole.MENTIONED, span, LISTED, link=link.url)
            continue
        near = max(0, link.span.start - LONGEST_NAME)
        close = _NAME_BEFORE_LINK.search(text[near : link.span.start])
        if close:
            words = words_of(close.group(1))
            own = len(words)
            while own and any(map(str.isupper, words[own - 1].text)):
                own -= 1
            if own < len(words):
                start = close.start(1) + words[own].start
                name = text[start : close.end(1)]
                yield OrganisationFact(
                    name, ProjectRole.MENTIONED, Span(number, start, close.end(1)), WITH_LINK, link=link.url
                )


def _names_a_body(text: str) -> bool:
    """Whether what stands before an address is a name, not a label such as „Daugiau informacijos“."""
    words = words_of(text)
    return len(words) > 1 and not _signs().link_label.search(folded_in_place(text))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def each_once(mentions: Sequence[OrganisationFact], language: str, catalogue: Catalogue) -> list[OrganisationFact]:
    """One fact for each body: what it is to the project and its address may come from different places."""
    names = _known_names(catalogue, language)
    order = (ProjectRole.PROMOTER, ProjectRole.PARTNER, ProjectRole.MENTIONED)
    facts: dict[tuple[str, ...], OrganisationFact] = {}
    for fact in mentions:
        own = name_key(fact.name, language)
        identifier, name = fact.identifier, fact.name
        if not identifier:
            for key, known, main in names.by_first.get(own[0], ()) if own else ():
                if key == own:
                    identifier, name = known, main
                    break
        own = (identifier,) if identifier else own
        fact = replace(fact, name=name, identifier=identifier, certainty=KNOWN if identifier else fact.certainty)
        first = facts.get(own)
        if first is None:
            facts[own] = fact
            continue
        facts[own] = replace(
            first,
            part=min(first.part, fact.part, key=order.index),
            certainty=max(first.certainty, fact.certainty),
            link=first.link or fact.link,
        )
    return list(facts.values())
