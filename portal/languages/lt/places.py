"""Names of places in their cases, and what the places of other countries are called."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..common.tables import read_place_names
from ..recognition import PlaceRules

# Endings of the nominative, and of the locative (where), genitive (whose) and accusative (whither); longest first.
_CASES = (
    ("ius", ("iuje", "iaus", "ių")),
    ("iai", ("iuose", "ių", "ius")),
    ("us", ("uje", "aus", "ų")),
    ("ai", ("uose", "ų", "us")),
    ("as", ("e", "o", "ą")),
    ("is", ("yje", "io", "į")),
    ("ys", ("yje", "io", "į")),
    ("os", ("ose", "ų", "as")),
    ("ės", ("ėse", "ių", "es")),
    ("oji", ("ojoje", "osios", "ąją")),
    ("ia", ("ioje", "ios", "ią")),
    ("a", ("oje", "os", "ą")),
    ("ė", ("ėje", "ės", "ę")),
)
# The reverse, for places that nobody knows: the likeliest nominative by the ending that says where.
_NOMINATIVES = (
    ("iuose", "iai"), ("iuje", "ius"), ("uose", "ai"), ("ioje", "ia"), ("oje", "a"), ("ėje", "ė"), ("yje", "is"),
    ("uje", "us"), ("ose", "os"), ("ėse", "ės"), ("e", "as"),
)  # fmt: skip


def _cases_of(words: Sequence[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    cases = [next((cases for end, cases in _CASES if word.endswith(end)), None) for word in words]
    ends = [next((end for end, _cases in _CASES if word.endswith(end)), "") for word in words]
    for which in range(3):
        changed = (
            word.removesuffix(end) + forms[which] if forms else word
            for word, end, forms in zip(words, ends, cases, strict=True)
        )
        yield tuple(changed), which == 0
    # A name that no case changes says where as it stands: `Tartu`.
    yield tuple(words), not any(cases)


def _nominative(word: str) -> str:
    for where, nominative in _NOMINATIVES:
        if word.endswith(where) and len(word) > len(where) + 2:
            return word.removesuffix(where) + nominative
    return ""


PLACES = PlaceRules(
    names=read_place_names(Path(__file__).with_name("places.tsv")),
    cases=_cases_of,
    nominative=_nominative,
    whither=frozenset({"į"}),
)
