"""Numbers in words."""

from collections.abc import Iterable, Iterator, Mapping

from ..number_words import NumberWords

# Beginnings, folded, of what numbers, ordinals and what is made of them (`dvidienis`) are called.
BEGINNINGS: Mapping[int, str] = {
    0: "nul", 1: "vien pirm", 2: "du dvi dvej dvy abu abi abej antr por", 3: "trys tri trej trec tret",
    4: "ketur ketver ketvirt", 5: "penk", 6: "ses pusmet pusmec", 7: "septyn septint", 8: "astuon astunt",
    9: "devyn devint", 10: "desimt desimc", 11: "vienuolik", 12: "dvylik tuzin vidurdien vidurnak", 13: "trylik",
    14: "keturiolik", 15: "penkiolik", 16: "sesiolik", 17: "septyniolik", 18: "astuoniolik", 19: "devyniolik",
    20: "dvidesimt", 30: "trisdesimt", 40: "keturiasdesimt", 50: "penkiasdesimt pus", 60: "sesiasdesimt",
    70: "septyniasdesimt", 80: "astuoniasdesimt", 90: "devyniasdesimt", 100: "simt", 1000: "tukstan tukstant",
}  # fmt: skip

_STEMS = {4: "ketur", 5: "penk", 6: "šeš", 7: "septyn", 8: "aštuon", 9: "devyn"}
# Of what has no singular: `dveji metai`; and of groups: `septynetas`.
_PLURAL_STEMS = {2: "dvej", 3: "trej", 4: "ketver", 5: "penker", 6: "šešer", 7: "septyner", 8: "aštuoner", 9: "devyner"}
_GROUP_STEMS = {
    **{2: "dvejet", 3: "trejet", 4: "ketvert", 5: "penket", 6: "šešet", 7: "septynet"},
    **{8: "aštuonet", 9: "devynet"},
}
_TEENS = {
    **{11: "vienuolik", 12: "dvylik", 13: "trylik", 14: "keturiolik", 15: "penkiolik", 16: "šešiolik"},
    **{17: "septyniolik", 18: "aštuoniolik", 19: "devyniolik"},
}
_TENS = {
    **{20: "dvidešimt", 30: "trisdešimt", 40: "keturiasdešimt", 50: "penkiasdešimt", 60: "šešiasdešimt"},
    **{70: "septyniasdešimt", 80: "aštuoniasdešimt", 90: "devyniasdešimt"},
}
_ORDINAL_STEMS = {
    **{1: "pirm", 2: "antr", 4: "ketvirt", 5: "penkt", 6: "šešt", 7: "septint", 8: "aštunt", 9: "devint"},
    **{10: "dešimt", **{number: f"{stem}t" for number, stem in _TEENS.items()}, **_TENS},
}
_ONE = (
    "vienas vieno vienam vieną vienu viename viena vienos vienai vienoje vieni vienų vieniems vienus vienais vienuose "
    "vienoms vienomis vienose vieneri vienerios vienerių vieneriems vienerius vieneriais"
)
_TWO = "du dvi dviejų dviem dviejuose dviejose dviese"
_THREE = "trys trijų trims tris trimis trijuose trijose trise"
_CARDINAL_ENDINGS = "i ios ių iems ioms is ias iais iomis iuose iose iese"
_PLURAL_ENDINGS = "i os ų iems oms us as ais omis uose ose"
_NOUN_ENDINGS = "as o ui ą u e"
_NOUN_PLURAL_ENDINGS = "ai ų ams us ais uose"
_TEEN_ENDINGS = "a os ai ą oje"
_TEN_CASES = ("", "is", "ies", "į", "imi", "yje")
_ORDINAL_ENDINGS = (
    "as o am ą u ame i ų iems us ais uose a os ai oje oms omis ose "
    "asis ojo ajam ąjį uoju ajame ieji ųjų iesiems uosius aisiais uosiuose "
    "oji osios ajai ąją ąja ojoje osioms ąsias osiomis osiose"
)
_THIRD = (
    "trečias trečio trečiam trečią trečiu trečiame treti trečių tretiems trečius trečiais trečiuose trečia trečios "
    "trečiai trečioje trečioms trečiomis trečiose trečiasis trečiojo trečiajam trečiąjį trečiuoju trečiajame tretieji "
    "trečiųjų tretiesiems trečiuosius trečiaisiais trečiuosiuose trečioji trečiosios trečiajai trečiąją trečiąja "
    "trečiojoje trečiosioms trečiąsias trečiosiomis trečiosiose"
)
_TEN = "dešimt dešimties dešimčiai dešimtį dešimčia dešimtimi dešimtyje"
_TENS_OF_MORE = "dešimtys dešimčių dešimtims dešimtis dešimtimis dešimtyse"
_THOUSAND = "tūkstantis tūkstančio tūkstančiui tūkstantį tūkstančiu tūkstantyje"
_THOUSANDS = "tūkstančiai tūkstančių tūkstančiams tūkstančius tūkstančiais tūkstančiuose tūkst"
_LARGE = {100: "šimt", 1_000_000: "milijon", 1_000_000_000: "milijard"}
_LARGE_ORDINALS = {100: "šimt", 1000: "tūkstant", 1_000_000: "milijon"}


def _forms(stem: str, endings: str) -> Iterator[str]:
    return (stem + ending for ending in endings.split())


def _by_form(pairs: Iterable[tuple[int, Iterable[str]]]) -> dict[str, int]:
    return {form: number for number, forms in pairs for form in forms}


def _cardinals() -> dict[str, int]:
    own = {1: _ONE, 2: _TWO, 3: _THREE, 10: _TEN}
    return _by_form(
        [
            *((number, _forms(stem, _CARDINAL_ENDINGS)) for number, stem in _STEMS.items()),
            *((number, _forms(stem, _PLURAL_ENDINGS)) for number, stem in _PLURAL_STEMS.items()),
            *((number, _forms(stem, "ios ių ius ias")) for number, stem in _PLURAL_STEMS.items()),
            *((number, _forms(stem, _NOUN_ENDINGS)) for number, stem in _GROUP_STEMS.items()),
            *((number, _forms(stem, _TEEN_ENDINGS)) for number, stem in _TEENS.items()),
            *((number, [*(stem + case for case in _TEN_CASES), f"{stem[:-1]}čiai"]) for number, stem in _TENS.items()),
            *((number, forms.split()) for number, forms in own.items()),
        ]
    )


def _ordinals() -> dict[str, int]:
    # `šimtas` is the number, `šimtasis` the ordinal.
    pronominal = [ending for ending in _ORDINAL_ENDINGS.split() if len(ending) > 2 and ending not in _ENDINGS_OF_NOUNS]
    return _by_form(
        [
            *((number, _forms(stem, _ORDINAL_ENDINGS)) for number, stem in _ORDINAL_STEMS.items()),
            (3, _THIRD.split()),
            *((number, _forms(stem, " ".join(pronominal))) for number, stem in _LARGE_ORDINALS.items()),
        ]
    )


_ENDINGS_OF_NOUNS = frozenset({"ame", "iems", "ais", "uose", "oje", "oms", "omis", "ose"})
_CARDINALS = _cardinals()
_ORDINALS = {form: number for form, number in _ordinals().items() if form not in _CARDINALS}

NUMBER_WORDS = NumberWords(
    cardinals=_CARDINALS,
    ordinals=_ORDINALS,
    multipliers=_by_form(
        [*((number, _forms(stem, _NOUN_ENDINGS)) for number, stem in _LARGE.items()), (1000, _THOUSAND.split())]
    ),
    multipliers_of_more=_by_form(
        [
            *((number, _forms(stem, _NOUN_PLURAL_ENDINGS)) for number, stem in _LARGE.items()),
            *((1000, _THOUSANDS.split()), (10, _TENS_OF_MORE.split())),
            *((1_000_000, ["mln"]), (1_000_000_000, ["mlrd"])),
        ]
    ),
    fractions={
        form: value
        for value, stem in (("1.5", "pusantr"), ("2.5", "pustreči"), ("3.5", "pusketvirt"))
        for form in _forms(stem, "o os ų am ai u a ais omis iems oms")
    },
    halves=frozenset({"pusė", "pusės", "pusei", "pusę", "puse", "pusėje"}),
    with_half=("su puse",),
    joining=frozenset({"ir"}),
    # “One” is an article and a pronoun, `antra vertus` no number, `pirmiausia` an adverb.
    unsure=frozenset(
        form
        for form, number in {**_CARDINALS, **_ORDINALS}.items()
        if number == 1 or (form in _ORDINALS and number == 2)
    )
    | frozenset(_forms("dvejet", _NOUN_ENDINGS)),
    before_periods=("dešimtmet", "dešimtmeč"),
)
