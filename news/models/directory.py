"""Index pages whose routes are the public pages of organisations, people and topics; and the list of projects."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.contrib.routable_page.models import path as route

from portal.page_contexts import page_context
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
        return self.render(request, context_overrides=page_context(self, request, "index"))

    @route("<slug:slug>/", name="detail")
    def detail(self, request: HttpRequest, slug: str) -> HttpResponse:
        context = page_context(self, request, "detail", slug=slug)
        return self.render(request, template=self.detail_template, context_overrides=context)


class OrganisationIndexPage(EntityIndexPage):
    entity_model = Organisation
    detail_template = "news/organisation.html"

    class Meta:
        verbose_name = gettext_lazy("index of organisations")
        verbose_name_plural = gettext_lazy("indexes of organisations")


class PersonIndexPage(EntityIndexPage):
    entity_model = Person
    detail_template = "news/person.html"

    class Meta:
        verbose_name = gettext_lazy("index of people")
        verbose_name_plural = gettext_lazy("indexes of people")


class TopicIndexPage(EntityIndexPage):
    entity_model = Topic
    detail_template = "news/topic.html"

    class Meta:
        verbose_name = gettext_lazy("index of topics")
        verbose_name_plural = gettext_lazy("indexes of topics")


class ProjectIndexPage(DirectoryPage):
    """The parent of the projects' pages."""

    subpage_types: ClassVar[list[str]] = ["news.ProjectPage"]
    # Projects are listed by title.
    has_ordered_children = False

    class Meta:
        verbose_name = gettext_lazy("index of projects")
        verbose_name_plural = gettext_lazy("indexes of projects")
