"""A link that cannot be published leaves its words, and the report says which it was and where."""

import pytest
from django.utils import translation

from .content import ENGLISH, LITHUANIAN, body_texts, import_lines, item_line, page

pytestmark = pytest.mark.usefixtures("empty_site")


@pytest.mark.parametrize(
    "link", ["https://x.lt／en", "javascript:alert(1)", "http://[", "https://a@x.lt", "ftp://x.lt"]
)
def test_the_words_come_in_without_the_link_and_the_report_names_it(link: str) -> None:
    body = [{"type": "paragraph", "value": f'<p><a href="{link}">Žodis</a> <a href="https://x.lt/">čia</a></p>'}]
    other = [{"type": "paragraph", "value": f'<p><a href="{link}">Word</a> <a href="https://x.lt/">here</a></p>'}]
    languages = {"lt": {**LITHUANIAN, "body": body}, "en": {**ENGLISH, "body": other}}

    with translation.override("en"):
        report = import_lines(item_line(languages=languages))

    assert report.rejected == 0
    notes = [note.message for note in report.notes]
    assert len([note for note in notes if link in note and "cannot be a link" in note]) == 2
    for language, word in (("lt", "Žodis"), ("en", "Word")):
        (text,) = body_texts(page(language))
        assert word in text
        assert link not in text
        assert 'href="https://x.lt/"' in text
