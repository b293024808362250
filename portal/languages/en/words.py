"""Endings, spellings, stop words and function words."""

import re
from collections.abc import Iterator

# British endings and the American ones that stand for both.
_SPELLINGS = tuple(
    (re.compile(rf"(?<=...){british}"), american)
    for british, american in (
        (r"our(?=$|s$|ed|ing|it|able)", "or"), (r"is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)", "iz"),
        (r"ys(?=(?:e|es|ed|er|ing)$)", "yz"), (r"tre$", "ter"), (r"ogue$", "og"), (r"amme$", "am"), (r"ller$", "ler"),
    )
)  # fmt: skip


def american(word: str) -> str:
    for british, american in _SPELLINGS:
        word = british.sub(american, word)
    return word


# Endings that a word may have lost or got where two of its forms are compared letter by letter.
_ENDING = re.compile(r"(?<=...)(?:ings?|ers?|ies|es|ed|ly|s|e|y)$")


def trim(word: str) -> str:
    return _ENDING.sub("", word)


def singular(word: str) -> Iterator[str]:
    """`wolves` may be of `wolf` and `wives` of `wife`."""
    if word.endswith("ves"):
        yield f"{word[:-3]}f"
        yield f"{word[:-3]}fe"


# Function words that say in which language a text is, and need not occur in it for it to match a query.
_FUNCTION_WORDS = """
    a an and are as at be been but by for from has have in into is it its not of on or that the their there this
    to was were which will with
"""
_OTHER_FUNCTION_WORDS = """
    had can who they we you our your about than when where also all more would if
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split()) | {"these"}
FUNCTION_WORDS = frozenset(f"{_FUNCTION_WORDS} {_OTHER_FUNCTION_WORDS}".split())
# Of questions and polite requests; and what an archive's readers call what they look for.
_ASKING_WORDS = """
    what when where who whom whose why which how much many long often do does did done is are was were be been being
    can could may might will would shall should must have has had having please thanks thank hello hi hey you me i we
    my our us tell know find looking look search searching want wanted wondering any anybody anyone anything somebody
    someone something some there here about article articles news story text piece item it its them they their these
    those this that if whether let need
"""
ASKING_WORDS = frozenset(_ASKING_WORDS.split())
