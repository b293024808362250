"""Case endings, stop words and function words."""

from ..common.folding import fold

# Case endings, folded, of nouns, adjectives and definite adjectives,also of foreign names.
_ALL_ENDINGS = """
    as o ui a u e ai ams us ais uose is io iui i iu yje iai iams ius iais iuose es ei eje ems emis ese
    os oje oms omis ose ys aus umi uje ies imi ims imis yse ia ios ioje ioms iomis iose
    asis ojo ajam aji uoju ajame ieji iesiems uosius aisiais uosiuose oji osios ajai aja ojoje osioms asias
    osiomis osiose uju iuju iojo iajam iaji iuoju iajame
"""
_ENDINGS = frozenset(_ALL_ENDINGS.split())
_LONGEST_ENDING = max(map(len, _ENDINGS))
_MIN_BASE_LETTERS = 3


def base(word: str) -> str:
    """A folded word without its case ending: all of `vizitas, vizite, vizitu`, all of `Oslas, Osle, Oslo`.

    Undoes t → č and d → dž, which endings in i before a vowel cause (`klasterystė`, `klasterysčių`).
    """
    for letters in range(min(_LONGEST_ENDING, len(word) - _MIN_BASE_LETTERS), 0, -1):
        ending = word[-letters:]
        if ending in _ENDINGS:
            base = word[:-letters]
            if letters > 1 and ending[0] == "i" and ending[1] in "aou":
                if base.endswith("dz"):
                    return base[:-1]
                if base.endswith("c"):
                    return base[:-1] + "t"
            return base
    return word


# Function words that say in which language a text is, and need not occur in it for it to match a query.
_FUNCTION_WORDS = """
    ir ar bei o bet kad kai kaip į iš su ant po per prie nuo iki už apie dėl be tarp pas pagal prieš yra buvo bus tai
    šis ši šio šios tas jis ji jo jos jie jų mes savo taip pat ne nei tik dar
"""
_OTHER_STOP_WORDS = """
    ta to tos jūs i is uz del pries sis si sio sios ju jus
"""
_OTHER_FUNCTION_WORDS = """
    jau kuris kuri kurie kurios kas ko kam kuo kurių vyks vyko gali galima reikia nes jei todėl kartu visi visų labai
    daugiau mus jums jūsų šių kiek
"""
STOP_WORDS = frozenset(f"{_FUNCTION_WORDS} {_OTHER_STOP_WORDS}".split())
FUNCTION_WORDS = frozenset(map(fold, f"{_FUNCTION_WORDS} {_OTHER_FUNCTION_WORDS}".split()))
# Of questions and polite requests; and what an archive's readers call what they look for.
_ASKING_WORDS = """
    ar kas ko kam ką kuo kada kur iš kaip kiek kodėl kodel kuris kuri kurie kurios kurį kurią kuriame kurioje kuriuose
    kurių kuriam kuriai kuriems kurioms koks kokia kokie kokios kokį kokią kokiu kokiomis kokiais kokių kokiame
    kokioje kokiam
    kieno galima galite gal galėtumėte galit galėčiau norėčiau noriu norėjau prašau prašom prašyčiau
    dėkui ačiū labas sveiki laba diena žinote žinot žinoti sužinoti pasakykite pasakyti patarkite ieškau ieškoma rasti
    surasti straipsnis straipsnį straipsnio straipsnių naujiena naujieną naujienos naujienų žinia žinią žinutė žinutę
    tekstas tekstą rašė rašoma rašyta apie reikia reikės yra buvo būna man mums mano jūs jūsų tas ta tie tos tą tai
    toks tokia tokį tokią ten čia kažkas kažkur kažkada kažkokia kažkoks kažkokį kažkokią
"""
ASKING_WORDS = frozenset(word for each in _ASKING_WORDS.split() for word in (each, fold(each)))
