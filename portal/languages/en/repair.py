"""What the repair of scanned text has to know."""

from ..repair_rules import RepairRules

REPAIR = RepairRules(
    page_words=frozenset({"page"}),
    page_words_at_edges=frozenset({"p."}),
    page_of=frozenset({"of"}),
    after_ranges=r"m\b|met(?:er|re)s?\b|eur\b",
    stuck_to_numbers=r"eur\b",
)
