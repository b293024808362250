import datetime

import pytest
from wagtail.models import PageViewRestriction

from news import archive
from portal.access.visibility import asking_once, closed_paths
from tests.factories import content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def test_what_is_closed_while_a_request_is_answered_is_not_counted_for_those_that_follow() -> None:
    item = content.make_item("Posėdis", date=datetime.date(2017, 4, 3), topics=[content.make_topic("Taryba")])
    lithuanian = content.locale("lt")
    assert archive.months(lithuanian) == ((datetime.date(2017, 4, 1), 1),)
    with asking_once():
        assert closed_paths() == ()
        PageViewRestriction.objects.create(page=item.page_ptr, restriction_type="login")
        archive.months(lithuanian)
        archive.topics(lithuanian)

    assert archive.months(lithuanian) == ()
    assert archive.topics(lithuanian) == ()
