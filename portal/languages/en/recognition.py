"""What English texts are recognised by."""

from pathlib import Path

from ..common.tables import read_place_names
from ..recognition import OrganisationRules, PlaceRules, RecognitionRules
from .dates import DAYS
from .organisation_names import find_names
from .organisation_types import LEGAL_FORMS
from .person_names import PEOPLE
from .projects import PROJECTS
from .roles import ROLES

RECOGNITION = RecognitionRules(
    people=PEOPLE,
    roles=ROLES,
    organisations=OrganisationRules(
        find=find_names,
        legal_forms=LEGAL_FORMS,
        conjunctions=frozenset({"and"}),
        promoters="(?:project )?(?:promoters?|developers?|applicants?|lead partner|implementing body)",
        partners="(?:project )?partners?",
        link_labels="information|link|website",
    ),
    places=PlaceRules(
        names=read_place_names(Path(__file__).with_name("places.tsv")),
        where=frozenset({"in", "to", "at", "near"}),
    ),
    projects=PROJECTS,
    days=DAYS,
)
