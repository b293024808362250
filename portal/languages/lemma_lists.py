"""Lists of lemmas: simplemma's, which know the commoner words of a language and few names.

A word is looked for in the list as it is stored, which takes some microseconds: as dictionaries of Python the lists of
two languages would take sixty megabytes more of every process.
"""

import simplemma


def has_word(word: str, name: str) -> bool:
    """Whether a list has a word as it stands. `name` is one of simplemma's languages."""
    return simplemma.is_known(word, lang=name, low_memory=True)


def lemma_of(word: str, name: str) -> str:
    """The word of which this is a form, as it is written; made by rule where the list does not have it."""
    return simplemma.lemmatize(word, lang=name, low_memory=True)
