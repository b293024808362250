"""Words beside names of people."""

from ..recognition import PersonRules

_SAYING = """
    said says stressed told explained explains added noted believes recalled emphasised thanked urges asks according
"""
PEOPLE = PersonRules(
    honorifics=frozenset({"mr", "mrs", "ms", "sir"}),
    saying=frozenset(_SAYING.split()),
    called_after=r"street|st\.|square|avenue|school|gymnasium|library|museum|university|prize|award|park",
)
