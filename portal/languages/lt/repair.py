"""What the repair of scanned text has to know."""

from collections.abc import Iterator

from ..repair_rules import Confusions, Prefixes, Quotes, RepairRules
from .confusions import MARKS

# Of negation, and of aspect: they stand before any verb, participle, adverb or noun of action.
_NEGATIONS = {"": 0.0, "ne": 3.2, "nebe": 5.5, "be": 6.0, "tebe": 7.0, "te": 7.0}
_ASPECTS = ("at", "ap", "į", "iš", "nu", "pa", "par", "per", "pra", "pri", "su", "už")
_ASPECT_COST, _REFLEXIVE_COST = 6.0, 2.0

_COUNTED = "d m val proc mln tūkst mlrd eur lt ct kg km kv cm mm ha psl a kl min sek st"
_ABBREVIATIONS = """
    Nr nr str tūkst mln mlrd proc val min psl vnt prof doc dr pvz plg žr Žr sav vyr gyd akad tel mok gerb buv vad
"""


def _prefix_costs() -> Iterator[tuple[str, float]]:
    for negation, of_negation in _NEGATIONS.items():
        for aspect in ("", *_ASPECTS):
            for reflexive in ("", "si"):
                if negation or aspect:
                    cost = of_negation + _ASPECT_COST * bool(aspect) + _REFLEXIVE_COST * bool(reflexive)
                    yield negation + aspect + reflexive, cost


REPAIR = RepairRules(
    quotes=Quotes("„", "“", is_open_low=True),
    page_words=frozenset({"psl."}),
    page_words_at_edges=frozenset({"psl", "puslapis"}),
    page_of=frozenset({"iš", "is"}),
    after_ranges=(r"d\b|m\b|val\b|proc|dien|met|mėn|psl|kl\.|tūkst|mln|ct\b|eur\b|kv\.|a\.\s|klas|asmen|vaik"),
    stuck_to_numbers=r"(?:mln|mlrd|tūkst|proc|eurų|eur)\b",
    counted=frozenset(_COUNTED.split()),
    abbreviations=frozenset(_ABBREVIATIONS.split()),
    cased_words=("VšĮ",),
    single_letters={"o": -4.5, "į": -4.3, "O": -7.0, "Į": -6.5},
    suspect_letters="é",
    # Of `į`.
    misread_alone="j;|!1ilt]JI",
    # `Iš`.
    no_abbreviations=frozenset({"IS"}),
    begin_names=frozenset({"švietimo", "šv", "žemės", "žuvininkystės"}),
    caseless=frozenset("šūčįž"),
    capitals_of_small="SZGCUJ",
    capitals_within_words="SZC",
    confusions=Confusions(MARKS),
    prefixes=Prefixes(
        costs=dict(_prefix_costs()),
        tags="AVD",
        read_as={
            "į": ("į", "j", "i", ";", "!", "|", "l", "1"),
            "š": ("š", "S", "s", "$", "§"),
            "ž": ("ž", "z", "2", "Z"),
        },
    ),
)
