"""Words that say what kind of body a name is of, and legal forms."""

from functools import cache

from .inflection import Form, noun_forms

# In the nominative singular; the plural ones are heads of names such as `globos namai`.
_TYPES = """
    administracija agentūra akademija ambasada archyvas asociacija aukštoji bankas bendrija bendrovė bendruomenė
    bažnyčia biblioteka biuras centras darželis departamentas direkcija draugija fakultetas federacija filharmonija
    fondas forumas galerija gimnazija inspekcija institutas katedra klinikos klubas kolegija komanda komisariatas
    komisija komitetas konfederacija konservatorija kooperatyvas laboratorija licėjus ligoninė ministerija mokykla
    muziejus namai orkestras parapija parkas partija poliklinika policija prokuratūra progimnazija rūmai savivaldybė
    seimas seniūnija stotis studija sąjunga taryba teatras teismas tarnyba tinklas universitetas valdyba viešbutis
    vienuolynas įmonė įstaiga
"""
TYPES = frozenset(_TYPES.split())
_PLURAL_FORMS = {
    "namai": ("namai", "namų", "namams", "namus", "namais", "namuose"),
    "rūmai": ("rūmai", "rūmų", "rūmams", "rūmus", "rūmais", "rūmuose"),
    "klinikos": ("klinikos", "klinikų", "klinikoms", "klinikas", "klinikomis", "klinikose"),
}
PLURAL_NOMINATIVES = {form: nominative for nominative, forms in _PLURAL_FORMS.items() for form in forms}
# With nothing but a country or a town before them these name no body: `Lietuvos savivaldybės`, `Vilniaus centre`.
_GENERAL = """
    savivaldybė mokykla biblioteka ligoninė bendruomenė centras komanda parkas teismas policija įmonė įstaiga
    bendrovė namai stotis tinklas komisija fondas
"""
TOO_GENERAL = frozenset(_GENERAL.split())

# With one word before them, also at the beginning of a sentence, these are bodies: `Susisiekimo ministerija`.
OFFICIAL = frozenset({"ministerija", "departamentas", "inspekcija", "agentūra", "prokuratūra"})
# Whose houses: `globos namai`, not `individualūs namai`.
_HOUSES = "globos kultūros senelių senolių vaikų šeimos slaugos krizių mokytojų menininkų poilsio pataisos"
OF_A_HOUSE = frozenset(_HOUSES.split())
# What comes before a name: `UAB „Statybų ratas“`.
LEGAL_FORMS = ("VšĮ", "UAB", "AB", "MB", "IĮ")
FORMS_BEFORE_QUOTATIONS = ("BĮ", "Asociacija", "asociacija", "fondas", "Fondas")
# Folded; that of IĮ would be the Roman number of a school.
UNCOMPARED_FORMS = frozenset({"vsi", "uab", "ab", "mb", "bi"})


@cache
def body_type(word: str) -> Form | None:
    """The nominative of a word that says what a body is, whatever its case in the singular."""
    lower = word.lower()
    if lower in PLURAL_NOMINATIVES:
        return Form(PLURAL_NOMINATIVES[lower], 0, "")
    return next((form for form in noun_forms(lower) if form.nominative in TYPES), None)
