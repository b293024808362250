"""Word forms of Hunspell's dictionary and simplemma's list, and of words that are made of others by rule."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path

from portal.languages.building.hunspell import Form, Rule, read_rules

from . import paradigms

# Made of nearly every verb and met nearly never, unless listed elsewhere.
_RARE = re.compile(r"^(?:dav(?:us|ęs|ę)|[sš]?i(?:ąs|an[tč])|[sš]?im(?!e?$)|[sš]ią$|umėm)")
ALPHABET = re.compile(r"[a-ząčęėįšųūžéèáàöüäåøæóôñçõëíúýłśćńßð-]+")
PLAIN = dict(zip("ąčęėįšųūž", "aceeisuuz", strict=True))


def _suffixed(lemma: str, flags: str, rules: Mapping[str, list[Rule]]) -> Iterable[tuple[str, frozenset[str]]]:
    kept = {
        flag: [rule for rule in rules.get(flag, ()) if not (flag == "T" and _RARE.match(rule.add))] for flag in flags
    }
    return {(form, frozenset(tags)) for form, tags, _ in paradigms.suffixed(lemma, flags, kept)}


def _common_start(forms: list[str]) -> str:
    first, last = min(forms), max(forms)
    length = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:length]


def hunspell_forms(folder: Path, attested: set[str]) -> Iterable[Form]:
    """Those of all entries, and of prefixed verbs that occur somewhere."""
    rules = read_rules((folder / "lt_LT.aff").read_text(encoding="iso8859-13"))
    ordered = sorted(attested)
    for line in (folder / "lt_LT.dic").read_text(encoding="iso8859-13").splitlines()[1:]:
        lemma, _, flags = line.strip().partition("/")
        if not lemma or not lemma[0].isalpha():
            continue
        forms = list(_suffixed(lemma, flags, rules))
        for form, tags in forms:
            yield Form(form, lemma, tags)
        prefixes = [rule for flag in flags if flag not in "NX" for rule in rules.get(flag, ()) if rule.is_prefix]
        if not prefixes:
            continue
        start = _common_start([form for form, _ in forms])
        for rule in prefixes:
            if rule.add.startswith("ne") and len(rule.add) > 2:
                continue
            beginning = rule.add + start
            place = bisect_left(ordered, beginning)
            if place == len(ordered) or not ordered[place].startswith(beginning):
                continue
            if sum(rule.add + form in attested for form, _ in forms) < 2:
                continue
            for form, tags in forms:
                if rule.condition.search(form):
                    yield Form(rule.add + form, rule.add + lemma, tags, is_prefixed=True)


def simplemma_forms() -> Iterable[Form]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    def text(value: str | bytes) -> str:
        return value.decode() if isinstance(value, bytes) else value

    for key, value in DefaultDictionaryFactory().get_dictionary("lt").items():
        form, lemma = text(key), text(value)
        lower, base = form.lower(), lemma.lower()
        if base.endswith(("ti", "tis")):
            tags = _verb_form_tags(lower)
        elif base.endswith(("as", "is", "us", "ys", "a", "ė", "uo")):
            tags = paradigms.noun_tags(base, lower)
        else:
            tags = set()
        yield Form(form, lemma, frozenset(tags))
        yield Form(lemma, lemma, frozenset(paradigms.noun_tags(base, base) if not base.endswith("ti") else {"Vi"}))


def _verb_form_tags(form: str) -> set[str]:
    if paradigms.GERUND.search(form):
        return paradigms.noun_tags("imas", form)
    if paradigms.DECLINED.search(form):
        return paradigms.adjective_tags(form)
    for ending in sorted(paradigms.VERB_ENDINGS, key=len, reverse=True):
        if form.endswith(ending):
            return {paradigms.VERB_ENDINGS[ending]}
    return {"V3"}


_FEMININE = (
    ("ininkas", "ininkė"), ("tojas", "toja"), ("ėjas", "ėja"), ("orius", "orė"), ("istas", "istė"), ("ologas", "ologė"),
    ("antas", "antė"), ("entas", "entė"), ("atas", "atė"), ("kas", "kė"), ("eris", "erė"), ("yras", "yrė"),
    ("ietis", "ietė"), ("metis", "metė"), ("urgas", "urgė"), ("ikas", "ikė"), ("iatras", "iatrė"), ("vas", "vė"),
)  # fmt: skip
_SURNAME = re.compile(r"(?:as|is|us|ys|a)$")
_NOUN = re.compile(r"(.{3,}?)(?:as|is|ys|us|a|ė)$")


def derived_entries(lemmas: Iterable[str]) -> Iterable[str]:
    """Entries of words that are made of others by rule: women's trades and surnames, small things."""
    for lemma in sorted(lemmas):
        if lemma[0].isupper():
            if len(lemma) > 4 and (stem := _SURNAME.sub("", lemma)) != lemma:
                stem = stem.removesuffix("i")
                hard = re.sub(r"[td]$", lambda found: {"t": "č", "d": "dž"}[found.group()], stem)
                yield f"{stem}ienė/D"
                yield f"{hard}iūtė/D"
                yield from (f"{stem}{ending}/D" for ending in ("aitė", "ytė", "utė", "ūtė", "aitis", "iukas"))
            continue
        yield from (lemma.removesuffix(his) + hers + "/D" for his, hers in _FEMININE if lemma.endswith(his))
        if (found := _NOUN.match(lemma)) and not lemma.endswith(("imas", "umas", "ybė", "ystė", "enė", "elė", "ėlė")):
            stem = found[1]
            is_feminine = lemma.endswith(("a", "ė"))
            yield f"{stem}{'elė' if is_feminine else 'elis'}/D"
            yield f"{stem}{'ėlė' if is_feminine else 'ėlis'}/D"
            yield f"{stem}{'utė' if is_feminine else 'ukas'}/D"


def entry_forms(entries: Iterable[str], folder: Path) -> Iterable[Form]:
    """Forms of entries that are written like Hunspell's."""
    rules = read_rules((folder / "lt_LT.aff").read_text(encoding="iso8859-13"))
    for line in entries:
        lemma, _, flags = line.strip().partition("/")
        if lemma and not lemma.startswith("#"):
            for form, tags in _suffixed(lemma, flags, rules):
                yield Form(form, lemma, tags)


def hunspell_nouns(folder: Path) -> set[str]:
    lines = (folder / "lt_LT.dic").read_text(encoding="iso8859-13").splitlines()[1:]
    parts = (line.strip().partition("/") for line in lines)
    return {lemma for lemma, _, flags in parts if "D" in flags and len(lemma) > 2}
