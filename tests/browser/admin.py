"""What editors and translators do in Wagtail's admin, by the names that they see there."""

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect


def add_block(page: Page, kind: str) -> Locator:
    """Appends a block to the text and gives its section."""
    body = page.get_by_role("region", name="Text", exact=True)
    count = body.get_by_role("region").count()
    body.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name=kind, exact=True).click()
    return body.get_by_role("region").nth(count)


def write(block: Locator, text: str) -> None:
    """Types into a rich text."""
    editor = block.locator("[contenteditable=true]")
    editor.click()
    editor.press_sequentially(text)


def open_section(page: Page, name: str) -> Locator:
    section = page.get_by_role("region", name=name, exact=True)
    toggle = section.get_by_role("button", name="Toggle section").first
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.click()
    return section


def choose(page: Page, section: str, kind: str, name: str) -> None:
    """Adds a row to a list of things that are chosen, such as topics."""
    region = open_section(page, section)
    region.get_by_role("button", name=f"Add {kind}").click()
    region.get_by_role("button", name=f"Choose {kind}", exact=False).last.click()
    modal = page.get_by_role("dialog")
    modal.get_by_role("link", name=name, exact=True).click()
    expect(region.get_by_text(name)).to_be_visible()


def open_preview(page: Page) -> FrameLocator:
    page.get_by_role("button", name="Toggle preview").click()
    # While it loads there is a second one behind it.
    return page.get_by_title("Preview", exact=True).and_(page.locator("iframe")).first.content_frame


def publish(page: Page) -> Locator:
    """Publishes and gives the messages that follow."""
    page.get_by_role("button", name="More actions").last.click()
    bar = page.get_by_role("navigation", name="Actions (footer)")
    bar.get_by_role("button", name=re.compile("^Publish(?! as a minor change)")).click()
    messages = page.get_by_role("status")
    expect(messages.get_by_role("listitem")).not_to_have_count(0)
    return messages


def segment(page: Page, source: str) -> Locator:
    """A segment of the translation editor, which shows the source's text, markup included."""
    return (
        page.locator(".js-translation-editor")
        .get_by_role("listitem")
        .filter(has=page.get_by_role("paragraph").get_by_text(source, exact=True))
        .last
    )


def untranslated(page: Page) -> Locator:
    return page.get_by_role("button", name="Translate", exact=True)


def translate(page: Page, source: str, text: str) -> None:
    item = segment(page, source)
    item.get_by_role("button", name="Translate", exact=True).click()
    item.get_by_role("textbox").press_sequentially(text)
    item.get_by_role("button", name="Save").click()
    expect(item.get_by_role("button", name="Edit")).to_be_visible()


def publish_translation(page: Page) -> Locator:
    """Publishes from the translation editor and gives the messages that follow."""
    page.get_by_role("button", name="Publish in").click()
    messages = page.get_by_role("status")
    expect(messages.get_by_role("listitem")).not_to_have_count(0)
    return messages
