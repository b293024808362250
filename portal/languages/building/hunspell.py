"""Dictionaries of Hunspell: their rules of affixes, and the forms of words that are made by them."""

import re
from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    flag: str
    strip: str
    add: str
    condition: re.Pattern[str]
    is_prefix: bool


def read_rules(affixes: str) -> dict[str, list[Rule]]:
    """Rules of a Hunspell affix file by their flag."""
    rules: dict[str, list[Rule]] = defaultdict(list)
    for line in affixes.splitlines():
        parts = line.split()
        if len(parts) >= 5 and parts[0] in {"PFX", "SFX"}:
            kind, flag, strip, add, condition = parts[:5]
            is_prefix = kind == "PFX"
            pattern = re.compile(("^" + condition) if is_prefix else (condition + "$"))
            rules[flag].append(Rule(flag, "" if strip == "0" else strip, "" if add == "0" else add, pattern, is_prefix))
    return rules


@dataclass(frozen=True, slots=True)
class Form:
    text: str
    lemma: str
    tags: frozenset[str]
    # Made by a prefix of negation or of aspect, so that it may be rare although its stem is frequent.
    is_prefixed: bool = False
