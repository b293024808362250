"""What stands beside figures in a date."""

from ..recognition import DayRules

DAYS = DayRules(
    after_day=r"-?(?:st|nd|rd|th)\b",
    ranges=frozenset({"to"}),
    until=frozenset({"until", "till"}),
    between=("between", "and"),
    deadlines=frozenset({"until", "till", "by", "before"}),
)
