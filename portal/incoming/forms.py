"""What forms of the admin take of what they are sent: rich text that can be read, and no more rows than pages have."""

import re
from typing import Any

from django.forms.formsets import TOTAL_FORM_COUNT
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from draftjs_exporter.error import ExporterException
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.rich_text import DraftailRichTextArea

from portal.languages.common.html_text import is_blank

from .unreadable import UnreadableInput

# Rows of one list of a form: people of an item, terms of an entry. Each is a form, whether anything is in it or not.
MOST_ROWS = 200
_SEEN_ELEMENTS = re.compile("<(?:embed|hr|img)\\b")


class ReadableRichTextArea(DraftailRichTextArea):
    """Draftail's field, whose JSON is converted while the form is read: what it cannot be made of is no form."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        try:
            html = super().value_from_datadict(data, files, name)
            if html and is_blank(html) and not _SEEN_ELEMENTS.search(html):
                html = ""
            # A lone half of a surrogate pair is text for JSON, and none for a database.
            (html or "").encode()
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ExporterException) as error:
            raise UnreadableInput(_("The text in the field “%(name)s” cannot be read.") % {"name": name}) from error
        return html


def limit_rows() -> None:
    """Makes every formset of pages and snippets refuse more than MOST_ROWS rows, or than are stored, before any is
    made: Django makes up to two thousand, in as many seconds as some of them take.

    Wagtail and django-modelcluster make these classes by themselves and give no place for one's own.
    """
    counted = BaseChildFormSet.total_form_count

    def total_form_count(formset: Any) -> int:
        if formset.is_bound:
            _refuse_more_rows(formset)
        count: int = counted(formset)
        return count

    BaseChildFormSet.total_form_count = total_form_count


def _refuse_more_rows(formset: Any) -> None:
    sent = formset.management_form.cleaned_data.get(TOTAL_FORM_COUNT) or 0
    if sent <= MOST_ROWS:
        return
    # A list that has grown longer, by an import for example, can still be edited, and added to a little.
    limit = MOST_ROWS + formset.get_queryset().count()
    if sent > limit:
        message = ngettext(
            "A list in the form has too many rows: it may have %(count)d.",
            "A list in the form has too many rows: it may have %(count)d.",
            limit,
        )
        raise UnreadableInput(message % {"count": limit})
