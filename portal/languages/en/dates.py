"""What stands beside figures in a date."""

from ..recognition import DayRules

ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})

DAYS = DayRules(
    after_day=rf"-?(?:{'|'.join(sorted(ORDINAL_ENDINGS))})\b",
    ranges=frozenset({"to"}),
    until=frozenset({"until", "till"}),
    between=("between", "and"),
    deadlines=frozenset({"until", "till", "by", "before"}),
)
