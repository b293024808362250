"""In which language a paragraph is written: one of the portal's, another one, or too little to tell."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from portal.i18n import language_codes
from portal.languages.analysis import is_dictionary_word
from portal.languages.common.folding import fold

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

# Addresses, which are written alike in every language.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*|[\w-]{1,60}(?:\.[\w-]{1,60}){0,5}\.[a-z]{2,}(?:/\S*)?[.,;:)]*")
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,60}(?![^\W\d_])")


@dataclass(frozen=True)
class Profile:
    """What the words of a language look like: function words and endings folded; `letters` that few others have."""

    function_words: str
    letters: str = ""
    endings: tuple[str, ...] = ()


# Besides the portal's languages those of its neighbours and partners, so that a third one is noticed.
_PROFILES = {
    "lt": Profile(
        "ir ar bei o bet kad kai kaip i is su ant po per prie nuo iki uz apie del be tarp pas pagal pries yra buvo "
        "bus tai sis si sio sios tas jis ji jo jos jie ju mes jusu savo taip pat ne nei tik dar jau kuris kuri "
        "kurie kurios kas ko kam kuo kuriu vyks vyko gali galima reikia nes jei todel kartu visi visu labai "
        "daugiau mus jums siu kiek",
        "ąčęėįšųūž",
        ("iai", "iais", "imo", "imas", "imai", "imu", "ybe", "ybes", "ybiu", "ose", "uose", "yje", "oms", "iams",
         "iems", "omis", "emis", "aus", "ius", "iaus", "ejo", "aujama", "amas", "ami", "ama", "tas", "tos", "tu",
         "ojo", "osios", "iju", "ijos", "ija", "ienes", "iene", "aite", "yte", "damas", "siu", "eja", "ejas", "ms"),
    ),
    "en": Profile(
        "the of and to a in for is on that by this with be it as are was were at from or an have has had not will "
        "can their there which who its they we you our your about into than when where been also but all more "
        "would if",
        "",
        ("ing", "tion", "tions", "sion", "ment", "ments", "ness", "ed", "ly", "ity", "ies", "ship", "ful", "able",
         "ers", "ance", "ence"),
    ),
    "lv": Profile(
        "un ir no uz ar par ka tas bet lai kas vai pie pec ari tika bija tiek kura kuri sis si so gada vinu musu "
        "var pret starp lidz jau tikai ja gan sada visi to vins vina",
        "āēīģķļņ",
    ),
    "pl": Profile(
        "i w na z do nie sie jest to ze o przez dla od po jak oraz za a ale ktore ktory ktora ktorych tym tego ich "
        "jego byl byla byly moze bedzie przy pod nad juz tylko czy roku",
        "łśźżćńóąę",
    ),
    "de": Profile(
        "der die das und in zu den von mit ist im des auf fur ein eine nicht dem sich als auch an werden wird aus "
        "bei einer einem zum zur sind hat nach wie uber oder wurde vom haben durch unter",
        "äöüß",
    ),
    "nb": Profile(
        "og i det er pa som til en av for at med de har den et ikke var om vi kan fra skal ble eller vil etter men "
        "ved seg sin dette blir hos deltakerne alle",
        "øåæ",
    ),
    "sv": Profile(
        "och i att det som en pa ar av for med till den har de inte om ett var kan fran vi ska eller blir efter "
        "men vid sig sin detta hos alla under",
        "åäö",
    ),
    "fi": Profile(
        "ja on ei se etta oli ovat joka mutta myos kun tai ole han niin jotka mita kuin sen ne me te he siita vain "
        "jos vuonna mukaan kanssa seka hanke",
        "äö",
        ("ssa", "ista", "oista", "tivat", "sivat", "ivat", "een", "seen", "sta", "ksen", "minen", "iset"),
    ),
    "et": Profile(
        "ja on ei see et oli mis kui ka ning aga voi olid oma kes seda tema selle uue aastal meie nad vaid juba "
        "kuid poolt jaoks",
        "õäöü",
        ("sid", "tud", "dud", "tada", "dada", "mise", "iste", "date", "used", "tele", "aks", "vad", "ste"),
    ),
    "fr": Profile(
        "le la les de des du et un une en est que qui dans pour pas sur au aux par plus ce cette avec sont ont ses "
        "son nous vous leur ou mais a il elle etre",
        "éèêçàùâîôœ",
    ),
    "es": Profile(
        "el la los las de del y en que un una es por con para se su al lo como mas no sus o fue son entre sobre "
        "este esta pero ha",
        "ñáéíóú¿¡",
    ),
    "it": Profile(
        "il la lo gli le di del della dei delle e in che un una per con non si al sono da come piu ma su nel nella "
        "alla anche questo stato",
        "àèéìòù",
    ),
}  # fmt: skip


@cache
def _languages_of_function_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, profile in _PROFILES.items():
        for word in set(map(fold, profile.function_words.split())):
            found[word] = (*found.get(word, ()), language)
    return found


def detect_language(text: str, languages: Sequence[str] | None = None) -> str:
    """The language of a text: one of `languages` (the portal's unless given), OTHER, or "" where too little is said.

    Addresses, numbers and capitalised names say nothing. Scanned Lithuanian without its diacritics is recognised.
    """
    own = list(languages if languages is not None else language_codes())
    words = _WORD.findall(" ".join(filter(_is_prose, unicodedata.normalize("NFC", text[:MOST_LETTERS]).split())))
    if _is_in_other_script(words):
        return OTHER
    scores = dict.fromkeys([*own, *_PROFILES], 0.0)
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
    return not ("@" in chunk or any(map(str.isdigit, chunk)) or _ADDRESS.fullmatch(chunk))


def _evidence(word: str, own: Sequence[str]) -> dict[str, float]:
    """What one word says for each language."""
    plain = fold(word)
    found: dict[str, float] = {}
    speakers = _languages_of_function_words().get(plain, ())
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
            for language in dict.fromkeys([*own, *_PROFILES]):
                if plain.endswith(_endings(language)):
                    found[language] = found.get(language, 0) + ENDING
    return found


def _add_letters(found: dict[str, float], word: str) -> None:
    marked = [letter for letter in word.lower() if not letter.isascii()]
    if marked:
        able = [language for language, profile in _PROFILES.items() if all(map(profile.letters.__contains__, marked))]
        for language in able:
            found[language] = found.get(language, 0) + LETTER / len(able)


@cache
def _endings(language: str) -> tuple[str, ...]:
    profile = _PROFILES.get(language)
    return profile.endings if profile else ()


def _is_in_other_script(words: Sequence[str]) -> bool:
    letters = [letter for word in words for letter in word]
    latin = sum(unicodedata.name(letter, "").startswith("LATIN") for letter in letters)
    return len(letters) > 2 * latin
