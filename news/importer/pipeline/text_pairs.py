"""Which texts are one document in several languages: by what their files are called and by what they say.

The answer depends neither on the order in which the texts are given nor on chance.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from portal.languages.registry import language_codes

from ..alignment import MISMATCHED_BELOW, alignment_confidence
from ..alignment.marks import marks
from ..reading.file_names import name_parts
from ..recognition.days import find_days
from ..recognition.language import detect_language
from ..recognition.separating import separate_languages

# So many texts of each other language, those that share the most, are looked at for each text.
MOST_CANDIDATES = 5
# A mark of more texts than this says nothing of which belong together.
MOST_TEXTS_WITH_MARK = 50
LEAST_SHARED = 2


class Reason(StrEnum):
    """Why texts are taken for one document."""

    ALONE = "alone"
    NAME = "name"
    CONTENT = "content"
    SAME_FILE = "same file"


@dataclass(frozen=True)
class Text:
    """A file's paragraphs; `language` where it is known."""

    name: str
    paragraphs: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True)
class PairedDocument:
    """Texts by language. `certainty`, from 0 to 1, is that they are one document; of one text alone it is 1.

    A text in a language that is none of the portal's, or of which too little is said, stands under
    what `detect_language` answers for it.
    """

    texts: Mapping[str, Text]
    reason: Reason
    certainty: float = 1.0


def pair_texts(texts: Sequence[Text]) -> list[PairedDocument]:
    """Every text in one document, ordered by the names of the files; a file with several languages is taken apart."""
    documents: list[PairedDocument] = []
    single: dict[str, Text] = {}
    for text in sorted(texts, key=lambda text: text.name):
        parts = {} if text.language else separate_languages(text.paragraphs)
        if len(parts) > 1:
            separated = {
                code: Text(text.name, tuple(text.paragraphs[number] for number in numbers), code)
                for code, numbers in parts.items()
            }
            documents.append(PairedDocument(separated, Reason.SAME_FILE, _lowest_certainty(separated)))
        else:
            single[text.name] = Text(text.name, text.paragraphs, text.language or detect_language(_joined(text)))
    documents += _paired(single)
    return sorted(documents, key=lambda document: min(text.name for text in document.texts.values()))


def _joined(text: Text) -> str:
    return "\n".join(text.paragraphs)


def _paired(texts: Mapping[str, Text]) -> Iterator[PairedDocument]:
    """Pairs the surest first; those that are called alike go before those that only say the same."""
    candidates = [
        (reason, certainty, *names)
        for names, reason in _candidates(texts).items()
        if (certainty := _certainty(texts[names[0]], texts[names[1]])) >= MISMATCHED_BELOW
    ]
    groups = {name: {text.language: name} for name, text in texts.items()}
    found: dict[int, tuple[Reason, float]] = {}
    for reason, certainty, one, other in sorted(candidates, key=lambda row: (row[0] != Reason.NAME, -row[1], *row[2:])):
        mine, theirs = groups[one], groups[other]
        if mine is theirs or set(mine) & set(theirs):
            continue
        before = [found[id(group)] for group in (mine, theirs) if id(group) in found]
        mine |= theirs
        groups |= dict.fromkeys(mine.values(), mine)
        found[id(mine)] = (reason, min([certainty, *(known[1] for known in before)]))
    seen: set[int] = set()
    for group in groups.values():
        if id(group) not in seen:
            seen.add(id(group))
            reason, certainty = found.get(id(group), (Reason.ALONE, 1.0))
            yield PairedDocument({code: texts[name] for code, name in group.items()}, reason, certainty)


def _candidates(texts: Mapping[str, Text]) -> dict[tuple[str, str], Reason]:
    """Pairs of names of texts in two of the portal's languages that may be one document, the names in order."""
    codes = language_codes()
    known = {name: text for name, text in texts.items() if text.language in codes}
    found: dict[tuple[str, str], Reason] = {}
    for name, others in _shared_marks(known).items():
        looked_at: Counter[str] = Counter()
        for other, count in sorted(others.items(), key=lambda row: (-row[1], row[0])):
            looked_at[known[other].language] += 1
            if count >= LEAST_SHARED and looked_at[known[other].language] <= MOST_CANDIDATES:
                found[min(name, other), max(name, other)] = Reason.CONTENT
    by_stem: dict[str, list[str]] = {}
    for name in known:
        by_stem.setdefault(name_parts(name)[0], []).append(name)
    for names in by_stem.values():
        for one, other in combinations(sorted(names), 2):
            if known[one].language != known[other].language:
                found[one, other] = Reason.NAME
    return found


def _shared_marks(texts: Mapping[str, Text]) -> dict[str, Counter[str]]:
    """By name, how many marks a text has in common with texts in other languages."""
    with_mark: dict[str, list[str]] = {}
    for name, text in texts.items():
        for mark in _marks(text):
            with_mark.setdefault(mark, []).append(name)
    shared: dict[str, Counter[str]] = {}
    for names in with_mark.values():
        if len(names) <= MOST_TEXTS_WITH_MARK:
            for one in names:
                others = (other for other in names if texts[other].language != texts[one].language)
                shared.setdefault(one, Counter()).update(others)
    return shared


def _marks(text: Text) -> set[str]:
    """Numbers, addresses, names, days and words of one origin: what a text shares with its translation."""
    found = {
        key
        for paragraph in text.paragraphs
        for mark in marks(paragraph, text.language, text.language, translate=False)
        for key in mark.keys
        if key[0] in "#@^~"
    }
    days = find_days(text.paragraphs)
    return found | {f"{fact.first_day} {fact.last_day}" for fact in days}


def _certainty(one: Text, other: Text) -> float:
    """The same whichever is named first: the source is the one whose language comes first in the portal."""
    source, target = sorted((one, other), key=lambda text: language_codes().index(text.language))
    return alignment_confidence(
        source.paragraphs, target.paragraphs, source_language=source.language, target_language=target.language
    )


def _lowest_certainty(texts: Mapping[str, Text]) -> float:
    return min(_certainty(one, other) for one, other in combinations(texts.values(), 2))
