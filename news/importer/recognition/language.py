"""In which language a paragraph is written: one of the portal's, another one, or too little to tell."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.languages.analysis import is_dictionary_word
from portal.languages.common.folding import fold
from portal.languages.common.patterns import ADDRESS_IN_ANY_LANGUAGE
from portal.languages.language import Language
from portal.languages.recognition import DetectionProfile
from portal.languages.registry import described_languages, language_codes, of_languages

# What `detect_language` answers for a text in a language that is none of the portal's.
OTHER = "other"

# What a word says for a language: a function word of one language alone, a letter that other languages lack, a word of
# its dictionary, an ending that is frequent in it.
FUNCTION_WORD, LETTER, DICTIONARY_WORD, ENDING = 1.0, 0.6, 0.4, 0.3
# Less than this says nothing: a single capitalised word that a dictionary has may be a name.
ENOUGH = 0.4
# Another language than the portal's takes more than one word, which may be an abbreviation or a name.
ENOUGH_FOR_OTHER = 1.0

# So much of a text tells its language.
MOST_LETTERS = 100_000

_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,60}(?![^\W\d_])")


@dataclass(frozen=True)
class _Profiles:
    """Profiles of the languages that can be told, by their codes, and which of them have a function word."""

    by_language: Mapping[str, DetectionProfile]
    speakers: Mapping[str, tuple[str, ...]]


@of_languages
def _profiles(_own: tuple[Language, ...]) -> _Profiles:
    found = {each.code: each.detection for each in described_languages()}
    speakers: dict[str, tuple[str, ...]] = {}
    for code, profile in found.items():
        for word in profile.function_words:
            speakers[word] = (*speakers.get(word, ()), code)
    return _Profiles(found, speakers)


def detect_language(text: str, codes: Sequence[str] | None = None) -> str:
    """The language of a text: one of `codes`, OTHER, or "" where too little is said.

    `codes` are those of the portal's languages unless given. Addresses, numbers and capitalised names say nothing;
    words that a scan has left without their diacritics are recognised.
    """
    own = list(language_codes() if codes is None else codes)
    words = _WORD.findall(" ".join(filter(_is_prose, unicodedata.normalize("NFC", text[:MOST_LETTERS]).split())))
    if _is_in_other_script(words):
        return OTHER
    scores = dict.fromkeys([*own, *_profiles().by_language], 0.0)
    for place, word in enumerate(words):
        # The first word of a text is capitalised whatever it is.
        for language, weight in _evidence(word if place else word.lower(), own).items():
            scores[language] += weight
    best = max(own, key=lambda language: scores[language])
    if max(scores.values()) >= max(ENOUGH_FOR_OTHER, scores[best] + ENOUGH):
        return OTHER
    return best if scores[best] >= ENOUGH else ""


def _is_prose(chunk: str) -> bool:
    """No address and no code, which are written alike in every language."""
    return not ("@" in chunk or any(map(str.isdigit, chunk)) or ADDRESS_IN_ANY_LANGUAGE.fullmatch(chunk))


def _evidence(word: str, own: Sequence[str]) -> dict[str, float]:
    """What one word says for each language."""
    plain = fold(word)
    found: dict[str, float] = {}
    speakers = _profiles().speakers.get(plain, ())
    for language in speakers:
        found[language] = FUNCTION_WORD / len(speakers)
    is_name = not word[0].islower()
    if not is_name:
        _add_letters(found, word)
    if len(plain) >= 4 and not speakers:
        known = [language for language in own if is_dictionary_word(word, language)]
        weight = DICTIONARY_WORD / 2 if is_name else DICTIONARY_WORD
        for language in known:
            found[language] = found.get(language, 0) + weight / len(known)
        if len(plain) > 4 and not is_name:
            for language, profile in _profiles().by_language.items():
                if plain.endswith(profile.endings):
                    found[language] = found.get(language, 0) + ENDING
    return found


def _add_letters(found: dict[str, float], word: str) -> None:
    marked = [letter for letter in word.lower() if not letter.isascii()]
    if marked:
        profiles = _profiles().by_language.items()
        able = [language for language, profile in profiles if all(map(profile.letters.__contains__, marked))]
        for language in able:
            found[language] = found.get(language, 0) + LETTER / len(able)


def _is_in_other_script(words: Sequence[str]) -> bool:
    letters = [letter for word in words for letter in word]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return len(letters) > 2 * latin
