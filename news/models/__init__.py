"""Items, projects and what they name, their pages, and the records that outlive the pages."""

from .directory import OrganisationIndexPage, PersonIndexPage, ProjectIndexPage, TopicIndexPage
from .imported_documents import DocumentUpload, ImportedDocument, ImportedFile, ReviewDecision
from .item import NewsItemPage
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
    "DocumentUpload",
    "ImportedDocument",
    "ImportedFile",
    "ItemOrganisation",
    "ItemRecord",
    "ItemTopic",
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
