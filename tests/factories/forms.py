"""What editors send from Wagtail's own forms."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

ITEM_ROWS = ("topics", "people", "organisations", "results", "attachments", "comments")


def item_form(**values: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": "Partnerių vizitas Osle",
            "slug": "partneriu-vizitas-osle",
            "date": "2017-04-03",
            "lead": "Įžanga.",
            "body": streamfield([("paragraph", rich_text("<p>Pirma pastraipa.</p>"))]),
            **{row: inline_formset([]) for row in ITEM_ROWS},
            **values,
        }
    )
