"""Items, projects and what they name, their pages, and the records that outlive the pages."""

from .directory import OrganisationIndexPage, PersonIndexPage, ProjectIndexPage, TopicIndexPage
from .item import NewsItemPage
from .legacy import LegacyDocument, LegacyFile, LegacyUpload, ReviewDecision
from .listing import NewsListingPage
from .organisation import Organisation
from .person import Person
from .project import ProjectPage
from .record import ItemRecord, ProjectRecord
from .relations import (
    Attachment,
    ItemOrganisation,
    ItemTopic,
    Participation,
    ProjectIndicator,
    ProjectPartner,
    ProjectTopic,
    Result,
)
from .topic import Topic

__all__ = [
    "Attachment",
    "ItemOrganisation",
    "ItemRecord",
    "ItemTopic",
    "LegacyDocument",
    "LegacyFile",
    "LegacyUpload",
    "NewsItemPage",
    "NewsListingPage",
    "Organisation",
    "OrganisationIndexPage",
    "Participation",
    "Person",
    "PersonIndexPage",
    "ProjectIndexPage",
    "ProjectIndicator",
    "ProjectPage",
    "ProjectPartner",
    "ProjectRecord",
    "ProjectTopic",
    "Result",
    "ReviewDecision",
    "Topic",
    "TopicIndexPage",
]
