"""Templates that are compiled to Python, for what a page repeats hundreds of times: Jinja's, in folders `jinja2`.

Django's own engine takes more time for such a list than the search takes to find it. All other templates are Django's.
"""

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext, ngettext
from jinja2 import Environment

from .templatetags import portal_tags


def environment(filters: Mapping[str, str], **options: Any) -> Environment:
    """For the settings. Every value is escaped that is not marked as safe, as in Django's templates.

    `filters` are those of the apps above: their names, and where they are.
    """
    options |= {"extensions": ["jinja2.ext.i18n"], "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options)  # noqa: S701 (Django's backend has said that values are escaped)
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals["url"] = reverse
    made.filters |= {
        "day": portal_tags.day,
        "days": portal_tags.days,
        "month_name": portal_tags.month_name,
        "file_size": filesizeformat,
        "without_scheme": portal_tags.without_scheme,
        "lang_attribute": portal_tags.lang_attribute,
        "language_badges": portal_tags.language_badges,
        "language_name": portal_tags.language_name,
        **{name: import_string(path) for name, path in filters.items()},
    }
    return made
