"""Every page type in every language: accessible in both themes, fit for a narrow screen, honest about its language."""

import importlib.resources
from collections.abc import Iterable
from typing import Any, Literal

import pytest
from django.utils import translation
from playwright.sync_api import Page, ViewportSize

from news.models import NewsItemPage, Organisation, Person, ProjectPage, Topic
from news.models.countries import country_choices
from portal.i18n import language_codes
from tests.factories import content

from .page_types import PAGE_TYPES, path_in
from .watching import Watch

AXE = importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What looks different in the other theme.
COLOURS = ["color-contrast", "link-in-text-block"]
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 640}
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

PAGES = [
    pytest.param(name, language, id=f"{name}-{language}")
    for name in PAGE_TYPES
    for language in language_codes()
    # The same in every language.
    if not (name == "server error" and language != language_codes()[0])
]


@pytest.fixture
def page_of(reader: Page, watch: Watch, name: str, language: str) -> Page:
    """The page of a type in a language, opened."""
    page_type = PAGE_TYPES[name]
    address = page_type.address(language)
    if page_type.status != 200:
        watch.expect(page_type.status, path_in(address))
    response = reader.goto(address)
    assert response
    assert response.status == page_type.status
    return reader


def violations(page: Page, rules: dict[str, Any], within: str = "html") -> list[str]:
    """What axe finds in the elements of a selector, one line an element."""
    page.evaluate(AXE)
    found = page.evaluate(
        "([within, options]) => axe.run(within, options).then(results => results.violations)",
        [within, {"runOnly": rules, "resultTypes": ["violations"]}],
    )
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}\n{node['html']}"
        for violation in found
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_axe_finds_nothing_on_phone_and_desktop_in_light_and_dark(page_of: Page) -> None:
    found = []
    for size in (PHONE, DESKTOP):
        page_of.set_viewport_size(size)
        for theme in THEMES:
            page_of.emulate_media(color_scheme=theme)
            rules = {"type": "tag", "values": STANDARDS} if theme == "light" else {"type": "rule", "values": COLOURS}
            found += [f"{size['width']} px, {theme}: {line}" for line in violations(page_of, rules)]
    assert not found, "\n".join(found)


def texts_in(language: str) -> set[str]:
    """Titles, leads, places, names and descriptions that exist in a language, drafts excluded, and its countries."""
    locale = content.locale(language)
    rows: Iterable[tuple[str, ...]] = [
        *NewsItemPage.objects.live().filter(locale=locale).values_list("title", "lead", "visit_place"),
        *ProjectPage.objects.live().filter(locale=locale).values_list("title", "lead"),
        *Organisation.objects.filter(live=True, locale=locale).values_list("name", "description"),
        *Person.objects.filter(live=True, locale=locale).values_list("name", "role"),
        *Topic.objects.filter(live=True, locale=locale).values_list("name", "description"),
    ]
    with translation.override(language):
        countries = [(str(name),) for _, name in country_choices()]
    return {" ".join(text.split()) for row in [*rows, *countries] for text in row if text}


# Text nodes with the language that assistive technology reads them in.
MARKED_TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  while (walker.nextNode()) {
    const text = walker.currentNode.data.replace(/\\s+/g, " ").trim();
    if (text) texts.push([text, walker.currentNode.parentElement.closest("[lang]").lang]);
  }
  return texts;
}"""


@pytest.mark.parametrize(("name", "language"), PAGES)
def test_the_page_fits_a_narrow_screen_has_no_inline_code_and_marks_every_language(
    page_of: Page, name: str, language: str
) -> None:
    page = page_of
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("style, [style], script:not([src], [type='application/ld+json'])").count() == 0

    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]

    texts = {code: texts_in(code) for code in language_codes()}
    for text, marked in page.evaluate(MARKED_TEXTS):
        # A place with its country is one text, too.
        for part in {text, *text.split(", ")}:
            languages = {code for code in texts if part in texts[code]}
            assert not languages or marked in languages, f"“{part}” is marked as {marked}"
