"""Pages of text in both languages: the pages whose order readers see."""

from typing import Any

from wagtail.models import Page

from home.models import HomePage, StandardPage
from tests.factories import content

OTHER = {"lt": "en", "en": "lt"}


def home(language: str = "lt") -> HomePage:
    return HomePage.objects.get(locale=content.locale(language))


def make_page(title: str, parent: Any = None, language: str = "lt") -> StandardPage:
    page = StandardPage(title=title, locale=content.locale(language), live=False)
    fresh(parent or home(language)).add_child(instance=page)
    page.save_revision().publish()
    return fresh(page)


def translate(page: Any) -> Any:
    """A published translation; within the test's transaction nothing waits for a commit."""
    translation = content.submit(page, OTHER[page.locale.language_code])
    content.fill(translation, "T {}".format)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    target.latest_revision.publish()
    return fresh(target)


def make_pair(title: str, parent: Any = None, language: str = "lt") -> tuple[Any, Any]:
    page = make_page(title, parent, language)
    return page, translate(page)


def fresh(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific


def titles(parent: Any) -> list[str]:
    """Of the pages of text below it, in the order of the tree."""
    return list(StandardPage.objects.child_of(fresh(parent)).order_by("path").values_list("title", flat=True))
