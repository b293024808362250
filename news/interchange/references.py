"""Finds what lines name: topics, organisations, people, projects."""

from typing import Any, TypeVar

from django.utils.translation import gettext as _
from wagtail.models import Locale

from news.models import Organisation, Person, ProjectRecord, Topic
from news.models.entity import Entity
from portal.languages.common.normalization import compared

from .reading import Rejected
from .storing import store

# Entities kept in memory between lines; beyond that the memory starts anew.
REMEMBERED = 5_000

EntityType = TypeVar("EntityType", bound=Entity)


def _as_looked_up(name: str) -> str:
    return " ".join(compared(name).casefold().split())


class References:
    """Remembers between lines. After a line that was rolled back, `forget` what it may have made."""

    def __init__(self) -> None:
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self.forget()

    def forget(self) -> None:
        self._entities: dict[tuple[type[Entity], str], dict[int, Any]] = {}
        self._topic_names: dict[int, dict[str, str]] = {}

    def locale(self, code: str) -> Locale:
        """
        Raises:
            Rejected: where the site has no such language yet.
        """
        if code not in self.locales:
            raise Rejected(
                _("The site has no pages in the language “%(code)s”; run set_up_site first.") % {"code": code}
            )
        return self.locales[code]

    def versions(self, model: type[EntityType], identifier: str) -> dict[int, EntityType]:
        """An entity's versions by id of the locale; empty where it is unknown."""
        versions = self._entities.get((model, identifier))
        if versions is None:
            found = model._default_manager.filter(identifier=identifier).select_related("locale")
            versions = {version.locale_id: version for version in found}
            if versions:
                if len(self._entities) >= REMEMBERED:
                    self._entities.clear()
                self._entities[model, identifier] = versions
        return versions

    def entity(self, model: type[EntityType], identifier: str, locale: Locale) -> EntityType:
        """The entity in this language, else in any other. Raises Rejected for an unknown identifier."""
        versions = self.versions(model, identifier)
        if not versions:
            values = {"kind": model._meta.verbose_name, "identifier": identifier}
            raise Rejected(_("There is no %(kind)s with the identifier “%(identifier)s”.") % values)
        return versions.get(locale.pk) or next(iter(versions.values()))

    def localised(self, entity: EntityType, locale: Locale) -> EntityType:
        """The entity's version in this language; itself where there is none."""
        return self.versions(type(entity), entity.identifier).get(locale.pk) or entity

    def organisation(self, identifier: str, locale: Locale) -> Organisation:
        return self.entity(Organisation, identifier, locale)

    def person(self, identifier: str, locale: Locale) -> Person:
        return self.entity(Person, identifier, locale)

    def topic(self, name: str, locale: Locale) -> Topic:
        """By identifier, else by name in this language, else a new topic of that name."""
        versions = self.versions(Topic, name)
        if versions:
            return versions.get(locale.pk) or next(iter(versions.values()))
        names = self._names(locale)
        identifier = names.get(_as_looked_up(name))
        if identifier is None:
            longest = Topic._meta.get_field("name").max_length or 0
            if len(name) > longest:
                values = {"key": "topics", "length": len(name), "limit": longest}
                raise Rejected(_("“%(key)s” is too long: %(length)d characters, %(limit)d at most.") % values)
            topic = Topic(name=name, locale=locale)
            store(topic, publish=True)
            identifier = names[_as_looked_up(name)] = topic.identifier
        return self.entity(Topic, identifier, locale)

    def _names(self, locale: Locale) -> dict[str, str]:
        """Identifiers by name as it is looked up: databases differ in what they fold, Python does not."""
        if locale.pk not in self._topic_names:
            topics = Topic.objects.filter(locale=locale).values_list("name", "identifier")
            self._topic_names[locale.pk] = {_as_looked_up(name): identifier for name, identifier in topics}
        return self._topic_names[locale.pk]

    def project(self, identifier: str) -> ProjectRecord:
        """By identifier or grant number."""
        record = ProjectRecord.objects.filter(identifier=identifier).first()
        record = record or ProjectRecord.objects.filter(grant_number=identifier).first()
        if record is None:
            raise Rejected(_("There is no project with the identifier “%(identifier)s”.") % {"identifier": identifier})
        return record
