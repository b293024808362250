"""Index pages whose routes are the public pages of organisations, people and topics; and the list of projects."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.contrib.routable_page.models import path as route

from portal.i18n import Alternate, alternates, home_urls
from portal.paging import page_of
from portal.translation.page import BasePage

from .entity import Entity
from .organisation import Organisation
from .person import Person
from .topic import Topic


class DirectoryPage(BasePage):
    """An index of one kind of thing."""

    intro = models.TextField(gettext_lazy("introduction"), blank=True)

    content_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        abstract = True


class EntityIndexPage(RoutablePageMixin, DirectoryPage):
    """Lists the entities of `entity_model`; `<slug>/` is the public page of one."""

    entity_model: ClassVar[type[Entity]]
    detail_template: ClassVar[str]

    class Meta:
        abstract = True

    @route("", name="index")
    def index(self, request: HttpRequest) -> HttpResponse:
        """Context: `page_obj`, `entities`."""
        from news import queries

        page_obj = page_of(queries.published_entities(self.entity_model, self.locale), request, per_page=60)
        return self.render(request, context_overrides={"page_obj": page_obj, "entities": page_obj.object_list})

    @route("<slug:slug>/", name="detail")
    def detail(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Context: `entity`, `entity_is_foreign` (it exists in another language only), and `related()`."""
        from news import queries

        entity = self._entity(slug)
        page_obj = page_of(self.items(entity), request)
        return self.render(
            request,
            template=self.detail_template,
            context_overrides={
                "entity": entity,
                "entity_is_foreign": entity.locale_id != self.locale_id,
                "page_obj": page_obj,
                "items": queries.summaries(page_obj.object_list, self.locale, request),
                "alternates": self._entity_alternates(request, entity),
                **self.related(entity, request),
            },
        )

    def items(self, entity: Any) -> Any:
        """The news items that name the entity."""
        raise NotImplementedError

    def related(self, entity: Any, request: HttpRequest) -> dict[str, Any]:
        """What else the entity's public page shows, as context."""
        return {}

    def _entity(self, slug: str) -> Entity:
        """The public entity of this address: this language's own, else one that this language lacks.

        Raises:
            Http404: with a message.
        """
        from news import queries

        known = queries.public_entities(self.entity_model).filter(slug=slug).select_related("locale")
        entities = {entity.locale_id: entity for entity in known}
        if self.locale_id in entities:
            return entities[self.locale_id]
        for entity in entities.values():
            own = entity.get_translation_or_none(self.locale)
            if own is None or not own.live:
                return entity
        raise Http404(_("There is no page at this address."))

    def _entity_alternates(self, request: HttpRequest, entity: Entity) -> list[Alternate]:
        versions = {
            version.locale.language_code: version
            for version in self.entity_model._default_manager.filter(
                translation_key=entity.translation_key, live=True
            ).select_related("locale")
        }
        indexes = {
            page.locale.language_code: page.get_url(request)
            for page in self.get_translations(inclusive=True).live().select_related("locale")
        }
        urls = {code: f"{indexes[code]}{version.slug}/" for code, version in versions.items() if code in indexes}
        without_text = {code: f"{index}{entity.slug}/" for code, index in indexes.items()}
        return alternates(self.locale.language_code, urls, {**home_urls(), **without_text})


class OrganisationIndexPage(EntityIndexPage):
    entity_model = Organisation
    detail_template = "news/organisation.html"

    class Meta:
        verbose_name = gettext_lazy("index of organisations")
        verbose_name_plural = gettext_lazy("indexes of organisations")

    def items(self, entity: Organisation) -> Any:
        from news import queries

        return queries.items_of_organisation(entity, self.locale)

    def related(self, entity: Organisation, request: HttpRequest) -> dict[str, Any]:
        """Context: `projects` (Summary), `people`."""
        from news import queries

        projects = queries.projects_of_organisation(entity, self.locale)
        return {
            "projects": queries.summaries(projects, self.locale, request),
            "people": queries.people_of_organisation(entity, self.locale),
        }


class PersonIndexPage(EntityIndexPage):
    entity_model = Person
    detail_template = "news/person.html"

    class Meta:
        verbose_name = gettext_lazy("index of people")
        verbose_name_plural = gettext_lazy("indexes of people")

    def items(self, entity: Person) -> Any:
        from news import queries

        return queries.items_of_person(entity, self.locale)

    def related(self, entity: Person, request: HttpRequest) -> dict[str, Any]:
        """Context: `organisation`."""
        from news import queries

        employer = queries.public_entities(Organisation).filter(people=entity)
        organisations = queries.localised(employer, self.locale)
        return {"organisation": next(iter(organisations.values()), None)}


class TopicIndexPage(EntityIndexPage):
    entity_model = Topic
    detail_template = "news/topic.html"

    class Meta:
        verbose_name = gettext_lazy("index of topics")
        verbose_name_plural = gettext_lazy("indexes of topics")

    def items(self, entity: Topic) -> Any:
        from news import queries

        return queries.items_of_topic(entity, self.locale)


class ProjectIndexPage(DirectoryPage):
    """The parent of the projects' pages."""

    subpage_types: ClassVar[list[str]] = ["news.ProjectPage"]
    # Projects are listed by title.
    has_ordered_children = False

    class Meta:
        verbose_name = gettext_lazy("index of projects")
        verbose_name_plural = gettext_lazy("indexes of projects")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Context: `page_obj`, `projects` (news.queries.Summary)."""
        from news import queries

        context = super().get_context(request, *args, **kwargs)
        page_obj = page_of(queries.published_projects(self.locale), request)
        projects = queries.summaries(page_obj.object_list, self.locale, request)
        return {**context, "page_obj": page_obj, "projects": projects}
