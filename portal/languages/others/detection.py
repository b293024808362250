"""What texts look like in languages of neighbours and partners that have no package, so that they are noticed."""

from collections.abc import Mapping

from ..recognition import DetectionProfile


def _profile(function_words: str, letters: str, endings: str = "") -> DetectionProfile:
    return DetectionProfile(frozenset(function_words.split()), letters, tuple(endings.split()))


PROFILES: Mapping[str, DetectionProfile] = {
    "lv": _profile(
        "un ir no uz ar par ka tas bet lai kas vai pie pec ari tika bija tiek kura kuri sis si so gada vinu "
        "musu var pret starp lidz jau tikai ja gan sada visi to vins vina",
        "āēīģķļņ",
    ),
    "pl": _profile(
        "i w na z do nie sie jest to ze o przez dla od po jak oraz za a ale ktore ktory ktora ktorych tym tego "
        "ich jego byl byla byly moze bedzie przy pod nad juz tylko czy roku",
        "łśźżćńóąę",
    ),
    "de": _profile(
        "der die das und in zu den von mit ist im des auf fur ein eine nicht dem sich als auch an werden wird "
        "aus bei einer einem zum zur sind hat nach wie uber oder wurde vom haben durch unter",
        "äöüß",
    ),
    "nb": _profile(
        "og i det er pa som til en av for at med de har den et ikke var om vi kan fra skal ble eller vil etter "
        "men ved seg sin dette blir hos deltakerne alle",
        "øåæ",
    ),
    "sv": _profile(
        "och i att det som en pa ar av for med till den har de inte om ett var kan fran vi ska eller blir "
        "efter men vid sig sin detta hos alla under",
        "åäö",
    ),
    "fi": _profile(
        "ja on ei se etta oli ovat joka mutta myos kun tai ole han niin jotka mita kuin sen ne me te he siita "
        "vain jos vuonna mukaan kanssa seka hanke",
        "äö",
        "ssa ista oista tivat sivat ivat een seen sta ksen minen iset",
    ),
    "et": _profile(
        "ja on ei see et oli mis kui ka ning aga voi olid oma kes seda tema selle uue aastal meie nad vaid "
        "juba kuid poolt jaoks",
        "õäöü",
        "sid tud dud tada dada mise iste date used tele aks vad ste",
    ),
    "fr": _profile(
        "le la les de des du et un une en est que qui dans pour pas sur au aux par plus ce cette avec sont ont "
        "ses son nous vous leur ou mais a il elle etre",
        "éèêçàùâîôœ",
    ),
    "es": _profile(
        "el la los las de del y en que un una es por con para se su al lo como mas no sus o fue son entre "
        "sobre este esta pero ha",
        "ñáéíóú¿¡",
    ),
    "it": _profile(
        "il la lo gli le di del della dei delle e in che un una per con non si al sono da come piu ma su nel "
        "nella alla anche questo stato",
        "àèéìòù",
    ),
}
