"""What is typed or pasted into any form, kept as texts are kept: see portal/languages/common/normalization.py."""

from typing import Any

from django import forms
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.contrib.table_block.blocks import TableInput

from portal.languages.common.normalization import stored, stored_html

# A password is what its owner typed; JSON is read by its block.
_AS_THEY_ARE = (forms.PasswordInput, TableInput)


def normalize_typed_text() -> None:
    """Makes every text field of every form, and of every block, give texts as they are kept. For an app's `ready()`.

    Fields of pages, snippets and blocks are made by Wagtail in many places, and all of them are Django's CharField.
    Addresses are left to the rule of links, which says what is wrong with them.
    """
    read = forms.CharField.to_python

    def to_python(field: forms.CharField, value: Any) -> Any:
        text = read(field, value)
        if not isinstance(text, str) or isinstance(field, forms.URLField) or isinstance(field.widget, _AS_THEY_ARE):
            return text
        kept = stored_html(text) if isinstance(field.widget, DraftailRichTextArea) else stored(text)
        # What looked like letters may have been nothing at all.
        return text if kept == text else read(field, kept)

    forms.CharField.to_python = to_python  # type: ignore[method-assign, assignment]
