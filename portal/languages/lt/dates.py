"""Names of months in every case, and what stands beside figures in a date."""

from collections.abc import Iterator

from ..recognition import DayRules

# Case endings, folded, by those of the nominative and genitive: of the other cases in which a month is named.
_CASES = {
    ("is", "io"): ((0, "i"), (0, "yje"), (1, "iui"), (1, "iu")),
    ("as", "o"): ((0, "a"), (0, "e"), (1, "ui"), (1, "u")),
    ("a", "os"): ((0, "oje"), (0, "ai")),
    ("e", "es"): ((0, "eje"), (0, "ei")),
}
ABBREVIATIONS = frozenset({"m", "men", "d", "metai", "metu", "dienomis", "diena", "dienos"})


def month_in_other_cases(nominative: str, genitive: str) -> Iterator[str]:
    for (first, second), endings in _CASES.items():
        if nominative.endswith(first) and genitive.endswith(second):
            stems = nominative.removesuffix(first), genitive.removesuffix(second)
            yield from (stems[which] + ending for which, ending in endings)


DAYS = DayRules(
    after_year=r"m\b\.?|metu|metais",
    after_month=r"men\b\.?|menesio",
    # `22-ąją`, `3 d.`, `6 dienomis`.
    after_day=r"-?(?:oji|aja|osios|ojo|ios|ia|aji)\b|\s*d\b\.?|\s*dien\w*",
    ranges=frozenset({"iki"}),
    deadlines=frozenset({"iki", "ne veliau kaip"}),
)
