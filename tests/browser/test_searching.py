"""Readers search: with a keyboard, with and without JavaScript, on a phone, and narrow what they found."""

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Locator, Page, expect

from search.engines import get_engine
from search.index.maintenance import do_what_is_asked
from search.models import SearchCount
from search.query.synonym_store import read_lexicons
from search.results.log import count_searches
from tests.portal.storage.running import wait_until

from . import portal_content
from .conftest import Open
from .page_types import item, path_in
from .test_pages import DESKTOP, PHONE, STANDARDS, violations
from .watching import Watch

# The frame around is Wagtail's own.
ADMIN_RULES = {
    "type": "rule",
    "values": ["label", "button-name", "link-name", "list", "heading-order", "color-contrast"],
}
LANGUAGE_LINK = "header a[data-language={}]"


def field(page: Page) -> Locator:
    """The field of the search form. It is a combobox where there is JavaScript."""
    return page.get_by_role("search").locator("input[type=search]")


def search(page: Page, query: str) -> None:
    field(page).fill(query)
    page.get_by_role("search").get_by_role("button").click()


def titles(page: Page) -> list[str]:
    return page.get_by_role("main").get_by_role("article").get_by_role("heading").all_inner_texts()


def results_address(language: str, query: str = "") -> str:
    with translation.override(language):
        return reverse("search:results") + query


def suggest(page: Page, typed: str) -> Locator:
    """Types as a reader does and gives the list of suggestions, opened."""
    field(page).press_sequentially(typed)
    suggestions = page.get_by_role("listbox", name="Suggestions")
    expect(suggestions).to_be_visible()
    return suggestions


@pytest.mark.parametrize("has_javascript", [True, False])
def test_search_finds_an_item_by_words_of_either_language_and_marks_them_in_the_language_that_matched(
    open_browser: Open, has_javascript: bool
) -> None:
    reader = open_browser(java_script_enabled=has_javascript)
    oslo = item(portal_content.OSLO, "lt")
    reader.goto("/lt/")
    for query, language in (("kompetencijų modeliai", "lt"), ("competency models", "en")):
        search(reader, query)
        result = reader.get_by_role("main").get_by_role("article").filter(has_text=oslo.title)
        expect(result).to_have_count(1)
        expect(result.get_by_role("link", name=oslo.title)).to_have_attribute("href", oslo.url)
        mark = result.locator("mark").first
        expect(mark).to_be_visible()
        assert mark.evaluate("mark => mark.closest('[lang]').lang") == language
        expect(field(reader)).to_have_value(query)


@pytest.mark.parametrize(("language", "label"), [("lt", "Nėra žodžio:"), ("en", "Without:")])
def test_a_result_that_lacks_a_word_says_so_to_eyes_and_ears(reader: Page, language: str, label: str) -> None:
    oslo = item(portal_content.OSLO, language)
    reader.goto(results_address(language, "?q=klasterystės+kompetencijų+modelis+nebeprisikiškiakopūsteliaudavome"))

    result = reader.get_by_role("main").get_by_role("article").filter(has_text=oslo.title)
    expect(result.get_by_text(label)).to_have_text(f"{label} nebeprisikiškiakopūsteliaudavome")
    expect(result.locator("s")).to_have_css("text-decoration-line", "line-through")
    for size in (PHONE, DESKTOP):
        reader.set_viewport_size(size)
        assert reader.evaluate("document.documentElement.scrollWidth") <= size["width"]
        for theme in ("light", "dark"):
            reader.emulate_media(color_scheme=theme)
            assert violations(reader, {"type": "tag", "values": STANDARDS}) == []

    search(reader, "klasterystės kompetencijų modelis")
    expect(result).to_be_visible()
    expect(result.locator("s")).to_have_count(0)


def test_the_results_of_a_search_are_the_same_in_the_other_language(reader: Page) -> None:
    reader.goto(results_address("lt", "?q=Vidupys"))
    count = len(titles(reader))
    assert count > 1

    reader.locator(LANGUAGE_LINK.format("en")).click()

    expect(reader.locator("html")).to_have_attribute("lang", "en")
    expect(field(reader)).to_have_value("Vidupys")
    expect(reader.get_by_role("main").get_by_role("article")).to_have_count(count)


@pytest.mark.parametrize("has_javascript", [True, False])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_filters_fold_on_a_phone_and_stand_at_the_side_of_a_wide_screen_narrow_and_widen_again(
    open_browser: Open, has_javascript: bool, size: dict[str, int]
) -> None:
    reader = open_browser(java_script_enabled=has_javascript, viewport=size)
    reader.goto(results_address("en", "?q=Vidupys"))
    count = len(titles(reader))
    filters = reader.get_by_role("complementary", name="Narrow the results")
    year = filters.get_by_role("link", name="2020")
    if size == PHONE:
        expect(year).to_be_hidden()
        filters.get_by_text("Narrow the results").first.click()

    year.click()

    expect(reader.get_by_role("main").get_by_role("article")).to_have_count(1)
    expect(reader.get_by_role("heading", name="1 item found")).to_be_visible()
    reader.get_by_role("list", name="Narrowed to").get_by_role("link", name="Year: 2020").click()
    expect(reader.get_by_role("main").get_by_role("article")).to_have_count(count)


def test_suggestions_are_chosen_with_the_keyboard_and_lead_to_the_item(reader: Page) -> None:
    oslo = item(portal_content.OSLO, "en")
    reader.goto("/en/")
    suggestions = suggest(reader, "partner visit")
    combobox = reader.get_by_role("combobox")
    expect(combobox).to_have_attribute("aria-expanded", "true")
    options = suggestions.get_by_role("option")
    expect(options.first).to_have_text("Search for “partner visit”")
    expect(reader.get_by_role("search").get_by_role("status")).to_contain_text("Suggestions: ")

    combobox.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    combobox.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    combobox.press("ArrowDown")
    combobox.press("ArrowDown")
    chosen = suggestions.get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    expect(chosen).to_have_text(oslo.title)
    expect(combobox).to_be_focused()
    assert combobox.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    expect(combobox).to_have_value("partner visit")

    combobox.press("Enter")

    expect(reader.get_by_role("heading", level=1)).to_have_text(oslo.title)
    assert path_in(reader.url) == oslo.url


def test_home_and_end_return_to_the_text_escape_closes_then_clears_and_enter_searches(reader: Page) -> None:
    reader.goto("/en/")
    suggestions = suggest(reader, "partner")
    combobox = reader.get_by_role("combobox")
    for key, caret in (("Home", 0), ("End", len("partner"))):
        combobox.press("ArrowDown")
        expect(suggestions.get_by_role("option", selected=True)).to_have_count(1)
        combobox.press(key)
        expect(suggestions.get_by_role("option", selected=True)).to_have_count(0)
        assert combobox.get_attribute("aria-activedescendant") is None
        assert combobox.evaluate("input => input.selectionStart") == caret

    combobox.press("Escape")
    expect(suggestions).to_be_hidden()
    expect(combobox).to_have_attribute("aria-expanded", "false")
    expect(combobox).to_have_value("partner")
    combobox.press("Alt+ArrowDown")
    expect(suggestions).to_be_visible()
    expect(suggestions.get_by_role("option", selected=True)).to_have_count(0)
    combobox.press("Escape")
    combobox.press("Escape")
    expect(combobox).to_have_value("")

    suggest(reader, "partner")
    combobox.press("Enter")
    reader.wait_for_url("**/en/search/?q=partner")


def test_suggestions_are_clicked_and_close_when_the_reader_goes_elsewhere(reader: Page) -> None:
    reader.goto(results_address("en", "?q=Vidupys&sort=newest"))
    field(reader).fill("")
    suggestions = suggest(reader, "partner")
    reader.get_by_role("combobox").press("Tab")
    expect(suggestions).to_be_hidden()

    reader.get_by_role("combobox").focus()
    reader.get_by_role("combobox").press("ArrowDown")
    suggestions.get_by_role("option").first.click()

    # The form's other fields go along, as when it is sent.
    reader.wait_for_url("**/en/search/?q=partner&sort=newest")


def test_an_answer_that_comes_late_does_not_replace_a_newer_one(reader: Page) -> None:
    reader.goto("/en/")
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url) if "/complete/" in request.url else None)

    field(reader).press_sequentially("part", delay=20)
    field(reader).press_sequentially("ner visit", delay=20)

    suggestions = reader.get_by_role("listbox", name="Suggestions")
    expect(suggestions.get_by_role("option").first).to_have_text("Search for “partner visit”")
    assert len(asked) < len("partner visit") / 2, asked


def test_a_suggestion_in_another_language_is_marked_so(reader: Page) -> None:
    only_english = item(portal_content.ONLY_ENGLISH, "en")
    reader.goto("/lt/")
    field(reader).press_sequentially(only_english.title[:12])

    option = reader.get_by_role("option", name=only_english.title)
    expect(option).to_have_attribute("lang", "en")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_open_suggestions(reader: Page, theme: str) -> None:
    reader.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    reader.goto("/en/")
    suggest(reader, "partner")
    reader.get_by_role("combobox").press("ArrowDown")

    assert violations(reader, {"type": "tag", "values": STANDARDS}) == []


def test_suggestions_fit_a_phone_and_are_tapped(open_browser: Open) -> None:
    reader = open_browser(viewport=PHONE, has_touch=True, is_mobile=True)
    oslo = item(portal_content.OSLO, "en")
    reader.goto("/en/")
    suggestions = suggest(reader, "partner visit")
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    suggestions.get_by_role("option", name=oslo.title).tap()

    expect(reader.get_by_role("heading", level=1)).to_have_text(oslo.title)


def test_the_chosen_suggestion_is_seen_in_forced_colours(reader: Page) -> None:
    reader.emulate_media(forced_colors="active")
    reader.goto("/en/")
    suggestions = suggest(reader, "partner")
    reader.get_by_role("combobox").press("ArrowDown")
    expect(suggestions.get_by_role("option", selected=True)).to_have_css("outline-style", "solid")


def test_a_search_that_is_away_leaves_the_form_a_plain_one(reader: Page, watch: Watch) -> None:
    reader.goto("/en/")
    get_engine().storage.path.unlink()  # type: ignore[attr-defined]
    watch.expect(503, "/api/search/complete/")
    with reader.expect_response("**/api/search/complete/**"):
        field(reader).press_sequentially("partner")
    expect(reader.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    expect(reader.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


def test_the_place_of_the_result_that_a_reader_opens_is_counted_once(reader: Page) -> None:
    reader.goto(results_address("lt", "?q=Vidupys"))
    second = reader.locator("[data-position='2'] h3 a")
    # In a tab of its own: of an answer that comes after a page was left, the browser tells nobody.
    with reader.expect_request("**/api/search/click/") as beacon:
        second.click(button="middle")
    answer = beacon.value.response()
    assert answer
    assert answer.status == 204
    assert "cookie" not in beacon.value.all_headers()
    second.click()
    expect(reader.get_by_role("heading", level=1)).to_be_visible()

    assert clicks_and_positions("vidupys") == (1, 2)


def test_the_place_of_a_result_is_counted_although_its_page_is_left_at_once(reader: Page) -> None:
    reader.goto(results_address("lt", "?q=Vidupys"))
    reader.locator("[data-position='2'] h3 a").click()

    wait_until(lambda: clicks_and_positions("vidupys") == (1, 2))


def clicks_and_positions(text: str) -> tuple[int, int]:
    count_searches()
    counted = SearchCount.objects.get(text=text, language="lt")
    assert counted.searches == 1
    return counted.clicks, counted.positions


def test_an_editor_makes_a_synonym_and_a_choice_and_sees_what_is_searched(editor: Page) -> None:
    editor.goto(results_address("lt", "?q=qqqqqq"))
    count_searches()
    editor.goto(reverse("wagtailadmin_home"))
    editor.get_by_role("button", name="Reports").click()
    editor.get_by_role("link", name="Searches", exact=True).click()
    row = editor.get_by_role("row").filter(has_text="qqqqqq")
    expect(row).to_contain_text("Lithuanian")
    assert violations(editor, ADMIN_RULES) == []

    editor.goto(reverse("wagtailsnippets_search_synonymgroup:add"))
    editor.locator("#id_language").select_option("lt")
    editor.locator("#id_words").fill("darželis, lopšelis")
    editor.get_by_role("button", name="Save").click()
    expect(editor.get_by_role("status")).to_contain_text("created")
    assert read_lexicons()[0].others(["darželio"], "lt", "lt") == ("lopšelis",)


def test_an_administrator_has_the_index_compared_and_built_anew(logged_in: Open) -> None:
    administrator = logged_in("administrator")
    administrator.goto(reverse("search_index_state"))
    expect(administrator.get_by_text("It has not been compared yet.")).to_be_visible()
    assert violations(administrator, ADMIN_RULES) == []

    administrator.get_by_role("button", name="Build a new index").click()
    expect(administrator.get_by_role("status")).to_contain_text("The worker builds a new index.")
    do_what_is_asked()
    administrator.reload()

    published = get_engine().state().documents
    expect(administrator.get_by_text(f"Index matches database: {published} of {published}")).to_be_visible()
