"""Words that say what kind of body a name is of, by language."""

from functools import cache

from .inflection import Form, noun_forms

# In the nominative singular; the plural ones are heads of names such as `globos namai`.
_LITHUANIAN = """
    administracija agentūra akademija ambasada archyvas asociacija aukštoji bankas bendrija bendrovė bendruomenė
    bažnyčia biblioteka biuras centras darželis departamentas direkcija draugija fakultetas federacija filharmonija
    fondas forumas galerija gimnazija inspekcija institutas katedra klinikos klubas kolegija komanda komisariatas
    komisija komitetas konfederacija konservatorija kooperatyvas laboratorija licėjus ligoninė ministerija mokykla
    muziejus namai orkestras parapija parkas partija poliklinika policija prokuratūra progimnazija rūmai savivaldybė
    seimas seniūnija stotis studija sąjunga taryba teatras teismas tarnyba tinklas universitetas valdyba viešbutis
    vienuolynas įmonė įstaiga
"""
LITHUANIAN_TYPES = frozenset(_LITHUANIAN.split())
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

_ENGLISH = """
    academy administration agency archive archives association authority bank board bureau center centre chamber
    church club college commission committee commune community council department directorate embassy faculty
    federation forum foundation fund gallery gymnasium headquarters home hospital inspectorate institute institution
    laboratory library ministry municipality museum network office organisation organization parliament police
    school service society station theatre theater union university
"""
ENGLISH_TYPES = frozenset(_ENGLISH.split())
# Those that end a name also without a capital letter: `Druskininkai municipality`.
_ENGLISH_IN_LOWER_CASE = """
    academy association associations college gymnasium hospital library ministry municipality museum school theatre
    university
"""
ENGLISH_TYPES_IN_LOWER_CASE = frozenset(_ENGLISH_IN_LOWER_CASE.split())
# With one word before them, also at the beginning of a sentence, these are bodies: `Susisiekimo ministerija`.
OFFICIAL = frozenset({"ministerija", "departamentas", "inspekcija", "agentūra", "prokuratūra"})
# Whose houses: `globos namai`, not `individualūs namai`.
OF_A_HOUSE = frozenset(
    {
        "globos",
        "kultūros",
        "senelių",
        "senolių",
        "vaikų",
        "šeimos",
        "slaugos",
        "krizių",
        "mokytojų",
        "menininkų",
        "poilsio",
        "pataisos",
    }
)
# What comes before a name: `UAB „Statybų ratas“`, `Public Institution Warm Homes`.
LEGAL_FORMS = (
    "VšĮ",
    "UAB",
    "AB",
    "MB",
    "IĮ",
    "BĮ",
    "Public Institution",
    "Asociacija",
    "asociacija",
    "fondas",
    "Fondas",
)


@cache
def lithuanian_type(word: str) -> Form | None:
    """The nominative of a word that says what a body is, whatever its case in the singular."""
    lower = word.lower()
    if lower in PLURAL_NOMINATIVES:
        return Form(PLURAL_NOMINATIVES[lower], 0, "")
    return next((form for form in noun_forms(lower) if form.nominative in LITHUANIAN_TYPES), None)
