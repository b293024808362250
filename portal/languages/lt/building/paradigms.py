"""Inflection: forms of the entries of the Hunspell dictionary `lt_LT`, with what their endings say of them.

The tags are one letter each for what the word is, its gender, number and case: `Nfsg` is a feminine noun in the
singular, genitive; `Ampa` an adjective, participle or the like, masculine, plural, accusative. `V1`, `V2` and `V3` are
persons of a verb, `Vi` is its infinitive, `Vp` a participle that is not declined, `Dx` an adverb.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from portal.languages.building.hunspell import Rule

CASES = "ngdail"
# Endings in the order of CASES, singular then plural; a slash parts endings of one case.
_ENDINGS = {
    "m": "as/is/ys o ui ą/į u e/yje/uje/je ai ų ams us ais uose",
    "u": "us aus ui ų umi uje ūs/ai ų ums/ams us umis/ais uose",
    "a": "a/i os ai ą a oje/oj os ų oms/om as omis ose",
    "ė": "ė ės ei ę e ėje/ėj ės ių ėms/ėm es ėmis ėse",
    "i": "is/uo/ė ies/ens/ers iai/eniui/eriai/iui į imi/iu yje/y ys ių/ų ims/im is imis yse",
    "A": "as/is/us/ys/ąs/ęs/jas o/aus am ą/į/ų u ame/iame i/ūs/ys/iai/ą/ę/ie/į ų iems/ams/iem us ais uose",
    "F": "a/i/ė os/ės ai/ei ą/ę a/e oje/ėje/oj/ėj os/ės ų oms/ėms/om/ėm as/es omis/ėmis ose/ėse",
    "AD": "asis/ysis/usis ojo ajam/jam ąjį/įjį/ųjį uoju ajame/jame ieji ųjų iesiems/esiems uosius aisiais uosiuose",
    "FD": "oji osios ajai ąją ąja ojoje/ojoj osios ųjų osioms ąsias osiomis osiose",
}
_FEMININE = {"a", "ė", "F", "FD"}


def _tables() -> dict[str, dict[str, list[str]]]:
    """Ending → gender, number and case, for each class of declension."""
    tables: dict[str, dict[str, list[str]]] = {}
    for name, endings in _ENDINGS.items():
        table: dict[str, list[str]] = defaultdict(list)
        for place, alike in enumerate(endings.split()):
            gender = "f" if name in _FEMININE else "m"
            for ending in alike.split("/"):
                table[ending].append(gender + "sp"[place // 6] + CASES[place % 6])
        tables[name] = dict(table)
    return tables


TABLES = _tables()
_LONGEST = 8


def _by_ending(table: dict[str, list[str]], form: str) -> list[str]:
    for length in range(min(_LONGEST, len(form) - 1), 0, -1):
        if found := table.get(form[-length:]):
            return found
    return []


def noun_tags(lemma: str, form: str, *, is_feminine: bool = False) -> set[str]:
    """Of a form of a noun that is given in the nominative."""
    if lemma.endswith(("uo",)) or is_feminine:
        tags = _by_ending(TABLES["i"], form)
        return {"N" + ("f" if is_feminine else "m") + tag[1:] for tag in tags}
    if lemma.endswith(("ai", "as", "is", "ys")):
        tags = _by_ending(TABLES["m"], form)
    elif lemma.endswith(("us", "ūs")):
        tags = _by_ending(TABLES["u"], form)
    elif lemma.endswith(("a", "os", "ti")):
        tags = _by_ending(TABLES["a"], form)
    elif lemma.endswith(("ė", "ės")):
        tags = _by_ending(TABLES["ė"], form)
    else:
        tags = []
    if lemma.endswith(("ai", "os", "ės", "ūs")):
        tags = [tag for tag in tags if tag[1] == "p"]
    return {"N" + tag for tag in tags}


_DEFINITE = re.compile(
    r"(?:asis|ysis|usis|ojo|ajam|ąjį|įjį|ųjį|uoju|ajame|ieji|ųjų|iesiems|esiems|uosius|aisiais|uosiuose|"
    r"oji|osios|ajai|ąją|ąja|ojoje|ojoj|osioms|ąsias|osiomis|osiose)$"
)


def adjective_tags(form: str, *, is_soft: bool = False) -> set[str]:
    """Of a form of an adjective, a participle, an ordinal: the endings of both genders, plain and definite."""
    if _DEFINITE.search(form):
        return {"A" + tag for name in ("AD", "FD") for tag in _by_ending(TABLES[name], form)}
    tags = {"A" + tag for name in ("A", "F") for tag in _by_ending(TABLES[name], form)}
    if form.endswith("iai"):
        # Of -is: `socialiniai`; of -us and -as with a soft stem it is the feminine dative, and an adverb (`gražiai`).
        return {"Ampn"} if is_soft else {"Afsd", "Dx"}
    if form.endswith("ai"):
        return {"Afsd", "Dx"}
    return tags


VERB_ENDINGS = {
    "u": "V1", "uosi": "V1", "au": "V1", "ausi": "V1", "i": "V2", "iesi": "V2", "ai": "V2", "aisi": "V2",
    "me": "V1", "mės": "V1", "m": "V1", "te": "V2", "tės": "V2", "t": "V2",
    "ant": "Vp", "int": "Vp", "antis": "Vp", "us": "Vp", "usis": "Vp",
    "ti": "Vi", "tis": "Vi",
}  # fmt: skip
DECLINED = re.compile(
    r"(?:(?:[ai]nči|[ai]nt|iusi|usi|[aio]m|t|n|d[ai]m|sim|ti)"
    r"(?:as|o|am|ą|u|ame|i|ų|iems|us|ais|uose|a|os|ai|oje|oj|oms|omis|ose|į|is|ys|ios|ių|ius|iais|iuose|io|iam|iu|"
    r"iame|ią|ia|iai|ioje|ioj|ioms|ias|iomis|iose)"
    r"|ąs|įs|ęs|davę|davusi\w*)$"
)
GERUND = re.compile(r"(?:im|ym|ėjim)(?:as|o|ui|ą|u|e|ai|ų|ams|us|ais|uose|asi|osi)$")


def verb_tags(flag: str, lemma: str, form: str, added: str) -> set[str]:
    """Of a form made of a verb's third person (present, past) or infinitive by a rule that adds `added`."""
    if form == lemma:
        return {"Vi"} if lemma.endswith(("ti", "tis")) else {"V3"}
    if _DEFINITE.search(added):
        return adjective_tags(form)
    if flag == "P" and re.match(r"im(?:as|o|ui|ą|u|e|ai|ų|ams|us|ais|uose)$", added):
        return noun_tags("imas", form)
    if flag == "T":
        return _infinitive_tags(form, added)
    if added in {"nt", "ant", "ntis", "antis"} and flag == "E":
        return {"Vp"} | ({"Amsn"} if added.endswith("is") else set())
    if added == "us" and flag == "P":
        return {"Vp"}
    if added in {"u", "au", "iau", "žiau", "čiau", "žiu", "čiu", "me", "m"}:
        return {"V1"}
    if added in {"i", "ai", "ei", "te", "t", "0", ""}:
        return {"V2"}
    if added in {"ą", "ę", "į"}:
        return {"Ampn"}
    return adjective_tags(form)


def _infinitive_tags(form: str, added: str) -> set[str]:
    if added in {"davau", "siu", "iu", "šiu", "čiau", "sime", "sim", "ime", "im", "šime", "šim", "umėme", "umėm",
                 "ume", "davome", "davom", "kime", "kim"}:  # fmt: skip
        return {"V1"}
    if added in {"davai", "si", "site", "sit", "ite", "it", "šite", "šit", "umei", "um", "umėte", "umėt", "ute",
                 "davote", "davot", "k", "kite", "kit", "ši"}:  # fmt: skip
        return {"V2"}
    if added in {"davo", "s", "š", "ų"} or (added == "" and form.endswith(("s", "š"))):
        return {"V3"}
    if added in {"", "0"}:
        return {"Vi", "V2"}
    if added == "davus":
        return {"Vp"}
    return adjective_tags(form)


def _entry_tags(lemma: str, flags: str) -> set[str]:
    tags: set[str] = set()
    if "D" in flags:
        tags |= {tag for tag in noun_tags(lemma, lemma) if tag[3] == "n"}
    if set("IMVW") & set(flags) and lemma.endswith(("is", "uo", "ė")):
        tags.add("Nfsn" if "I" in flags else "Nmsn")
    if set("BCHQ") & set(flags):
        tags |= {tag for tag in adjective_tags(lemma) if tag[3:] == "n"}
    if set("EPO") & set(flags):
        tags.add("V3")
    if set("TR") & set(flags):
        tags.add("Vi")
    return tags


def suffixed(lemma: str, flags: str, rules: Mapping[str, list[Rule]]) -> Iterator[tuple[str, set[str], str]]:
    yield lemma, _entry_tags(lemma, flags), flags
    for flag in flags:
        for rule in rules.get(flag, ()):
            if rule.is_prefix or not lemma.endswith(rule.strip) or not rule.condition.search(lemma):
                continue
            form = lemma[: len(lemma) - len(rule.strip)] + rule.add
            if flag in "D":
                tags = noun_tags(lemma, form)
            elif flag in "IMVWK":
                tags = noun_tags(lemma, form, is_feminine="I" in flags)
            elif flag in "BCHQ":
                tags = adjective_tags(form, is_soft=lemma.endswith("is"))
            elif flag in "EPT":
                tags = verb_tags(flag, lemma, form, rule.add)
            elif flag == "U":
                tags = {"Nmpd"} if form.endswith("ams") else set()
            elif flag == "Y":
                tags = adjective_tags(form) if DECLINED.search(form) else {"V3"}
            else:
                tags = {"V3"} if flag in "OR" else set()
            yield form, tags, flag
