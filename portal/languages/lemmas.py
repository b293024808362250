"""Which words a form may be of, by dictionaries that list every form of every word of a language.

The files `words.lemmas` are mapped, not loaded: processes share them, and none waits for them.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from .registry import language as known_language
from .word_graph import LAST, LETTER_MASK, TARGET_SHIFT, Automaton, read

FILE = "words.lemmas"
# A word without marks may be so many others at most.
MAX_RESTORED = 12
# How a lemma is made of a form: how many letters go, and which come in their place.
_RULE = re.compile(r"(\d+)([^\d\s]*)")


class Lemmas(Automaton):
    """Lemmas of words in lower case, the likelier first."""

    def __init__(self, letters: str, rules: Sequence[str], edges: "memoryview[int]") -> None:
        super().__init__(letters, edges)
        self._rules = [tuple((int(less), more) for less, more in _RULE.findall(text)) for text in rules]
        self._marked: defaultdict[str, list[int]] = defaultdict(list)
        for letter, number in self.numbers.items():
            self._marked[unicodedata.normalize("NFD", letter)[0]].append(number)
        self._letters = " " + letters

    @property
    def fingerprint(self) -> str:
        return f"{len(self.edges)}-{self.root}"

    def of(self, word: str) -> tuple[str, ...]:
        """None where the dictionaries have no such form."""
        number = self.payload_number(word)
        return () if number is None else self._made(word, number)

    def restored(self, plain: str) -> tuple[str, ...]:
        """Lemmas of the forms that a word without marks may have been typed for."""
        found: dict[str, None] = {}
        reached = [(self.root, "")]
        for letter in plain:
            wanted = self._marked.get(letter, ())
            reached = [
                (target, word + self._letters[number])
                for node, word in reached
                for number, target in self._edges_of(node)
                if number in wanted
            ]
        for node, word in reached[:MAX_RESTORED]:
            if word != plain:
                ends = [payload for number, payload in self._edges_of(node) if not number]
                found.update(dict.fromkeys(lemma for payload in ends for lemma in self._made(word, payload)))
        return tuple(found)

    def near(self, plain: str) -> tuple[str, ...]:
        """Forms that differ from a word without marks by one letter: another, missing, too many, or changed places."""
        found: dict[str, None] = {}
        reached = [(self.root, "")]
        for place in range(len(plain) + 1):
            rest = plain[place:]
            for node, word in reached:
                found.update(dict.fromkeys(self._forms(node, word, rest[1:])) if rest else {})
                for number, target in self._edges_of(node):
                    if number:
                        other = word + self._letters[number]
                        found.update(dict.fromkeys(self._forms(target, other, rest)))
                        found.update(dict.fromkeys(self._forms(target, other, rest[1:])) if rest else {})
                if len(rest) > 1:
                    found.update(dict.fromkeys(self._forms(node, word, rest[1] + rest[0] + rest[2:])))
            reached = [step for node, word in reached for step in self._steps(node, word, rest[:1])]
        return tuple(form for form in found if form != plain)

    def _forms(self, node: int, word: str, rest: str) -> list[str]:
        """Forms that begin with a word, which has led to a node, and end with the rest, with or without marks."""
        reached = [(node, word)]
        for letter in rest:
            reached = [step for node, word in reached for step in self._steps(node, word, letter)]
            if not reached:
                return []
        # The edge that ends a word is the first of its node.
        return [word for node, word in reached if node and not self.edges[node] & LETTER_MASK]

    def _steps(self, node: int, word: str, letter: str) -> list[tuple[int, str]]:
        """Where a letter without marks leads, with and without them."""
        wanted = self._marked.get(letter, ())
        found = []
        edges = self.edges
        while node and wanted:
            edge = edges[node]
            if edge & LETTER_MASK in wanted:
                found.append((edge >> TARGET_SHIFT, word + self._letters[edge & LETTER_MASK]))
            if edge & LAST:
                break
            node += 1
        return found

    def _made(self, word: str, payload: int) -> tuple[str, ...]:
        return tuple(word[: len(word) - less] + more for less, more in self._rules[payload])

    def _edges_of(self, node: int) -> list[tuple[int, int]]:
        """Numbers of letters and where they lead."""
        found = []
        while node:
            edge = self.edges[node]
            found.append((edge & LETTER_MASK, edge >> TARGET_SHIFT))
            if edge & LAST:
                break
            node += 1
        return found


@cache
def lemmas(language: str) -> Lemmas | None:
    """Those of a language code, where there is such a dictionary."""
    path = known_language(language).data_file(FILE)
    return Lemmas(*read(path)) if path else None
