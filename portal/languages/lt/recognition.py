"""What Lithuanian texts are recognised by."""

from ..recognition import InflectionRules, OrganisationRules, RecognitionRules
from .dates import DAYS
from .inflection import nominative_phrase
from .organisation_names import find_names
from .organisation_types import FORMS_BEFORE_QUOTATIONS, LEGAL_FORMS, UNCOMPARED_FORMS, body_type
from .person_names import PEOPLE, nominative_name
from .places import PLACES
from .projects import PROJECTS
from .roles import ROLES

RECOGNITION = RecognitionRules(
    inflection=InflectionRules(nominative_phrase=nominative_phrase, nominative_name=nominative_name),
    people=PEOPLE,
    roles=ROLES,
    organisations=OrganisationRules(
        find=find_names,
        legal_forms=LEGAL_FORMS,
        forms_before_quotations=FORMS_BEFORE_QUOTATIONS,
        ends_name=lambda word: body_type(word) is not None,
        uncompared=UNCOMPARED_FORMS,
        conjunctions=frozenset({"ir", "bei"}),
        promoters=r"(?:projekto )?(?:vykdytoja(?:s|i)?|pareiskeja(?:s|i)?|koordinatorius)",
        partners=r"(?:projekto )?partner(?:iai|is|e|es)",
        link_labels="informacij|registr|nuorod|svetain|puslap",
    ),
    places=PLACES,
    projects=PROJECTS,
    days=DAYS,
)
