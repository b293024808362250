"""Every page type that readers see, in every language, as an address."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.urls import reverse
from django.utils import translation

from home.models import HomePage, StandardPage
from news.models import (
    ItemRecord,
    NewsItemPage,
    NewsListingPage,
    Organisation,
    OrganisationIndexPage,
    Person,
    PersonIndexPage,
    ProjectIndexPage,
    ProjectPage,
    Topic,
    TopicIndexPage,
)
from news.models.entity import Entity
from portal.translation.page import BasePage
from tests.factories import content

from . import portal_content
from .urls import BROKEN


def item(identifier: str, language: str) -> NewsItemPage:
    """An item of the demonstration."""
    key = ItemRecord.objects.get(identifier=identifier).translation_key
    return NewsItemPage.objects.get(translation_key=key, locale=content.locale(language))


def path_in(address: str) -> str:
    return urlsplit(address).path


def _first(model: type[BasePage]) -> Callable[[str], str]:
    return lambda language: str(model.objects.filter(locale=content.locale(language)).first().url)


def _entity(index: type[BasePage], model: type[Entity], identifier: str) -> Callable[[str], str]:
    def address(language: str) -> str:
        entity = model._default_manager.get(identifier=identifier, locale=content.locale(language))
        return f"{_first(index)(language)}{entity.slug}/"

    return address


def _item(identifier: str) -> Callable[[str], str]:
    return lambda language: str(item(identifier, language).url)


def _translated(title: str) -> Callable[[str], str]:
    """The page of a language, by its Lithuanian title."""

    def address(language: str) -> str:
        page = NewsItemPage.objects.get(title=title, locale=content.locale("lt"))
        return str(page.get_translation(content.locale(language)).url)

    return address


def _search(query: str, **filters: str) -> Callable[[str], str]:
    def address(language: str) -> str:
        with translation.override(language):
            return f"{reverse('search:results')}?{urlencode({'q': query} | filters)}"

    return address


def _notice(language: str) -> str:
    identifier, original = {
        "lt": (portal_content.ONLY_ENGLISH, "en"),
        "en": (portal_content.ONLY_LITHUANIAN, "lt"),
    }[language]
    return f"/{language}{item(identifier, original).record.permanent_url()}"


def _withdrawn(language: str) -> str:
    page = NewsItemPage.objects.get(title=portal_content.WITHDRAWN)
    return f"/{language}{page.record.permanent_url()}"


@dataclass(frozen=True)
class PageType:
    address: Callable[[str], str]
    status: int = 200


PAGE_TYPES = {
    "front page": PageType(_first(HomePage)),
    "listing": PageType(_first(NewsListingPage)),
    "listing, second page": PageType(lambda language: f"{_first(NewsListingPage)(language)}?page=2"),
    "listing of a year": PageType(lambda language: f"{_first(NewsListingPage)(language)}2017/"),
    "listing of a month": PageType(lambda language: f"{_first(NewsListingPage)(language)}2017/4/"),
    "item": PageType(_item(portal_content.OSLO)),
    "item behind its original": PageType(lambda language: str(item(portal_content.BEHIND[language], language).url)),
    "changes of an original": PageType(
        lambda language: item(portal_content.BEHIND[language], language).record.changes_url(language)
    ),
    "languages": PageType(lambda language: "/lt/kalbos/" if language == "lt" else f"/{language}/coverage/"),
    "item of every block": PageType(_translated(portal_content.EVERY_BLOCK)),
    "notice of a missing translation": PageType(_notice),
    "projects": PageType(_first(ProjectIndexPage)),
    "project": PageType(_first(ProjectPage)),
    "organisations": PageType(_first(OrganisationIndexPage)),
    "organisation": PageType(_entity(OrganisationIndexPage, Organisation, "e-factor")),
    "people": PageType(_first(PersonIndexPage)),
    "person": PageType(_entity(PersonIndexPage, Person, "stian-slotteroy-johnsen")),
    "topics": PageType(_first(TopicIndexPage)),
    "topic": PageType(_entity(TopicIndexPage, Topic, "public-libraries")),
    "log in": PageType(lambda language: f"/{language}/_util/login/"),
    "standard page": PageType(_first(StandardPage)),
    "search": PageType(_search("")),
    "search results": PageType(_search("Vidupys")),
    "narrowed search results": PageType(_search("Vidupys", year="2020")),
    "search narrowed to nothing": PageType(_search('"Vidupys"', year="1990", available="en")),
    "search without results": PageType(_search("qqqqqq")),
    "no such page": PageType(lambda language: f"/{language}/there-is-nothing-here/", 404),
    "withdrawn item": PageType(_withdrawn, 410),
    "server error": PageType(lambda language: BROKEN, 500),
}
