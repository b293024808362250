"""Words of the site that a repair takes for right: the names of people, organisations and places."""

import re

from news.models import NewsItemPage, Organisation, Person

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def site_words() -> frozenset[str]:
    """In the case in which they are written. Three queries."""
    names = [
        *Person.objects.values_list("name", flat=True),
        *Organisation.objects.values_list("name", flat=True),
        *NewsItemPage.objects.exclude(visit_place="").order_by().values_list("visit_place", flat=True).distinct(),
    ]
    return frozenset(word for name in names for word in WORD.findall(name))
