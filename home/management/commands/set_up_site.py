from typing import Any

from django.core.management.base import BaseCommand

from home.site import build_site
from portal.people.groups import set_up_groups
from portal.people.workflows import set_up_workflow


class Command(BaseCommand):
    help = (
        "Makes the empty site: front page, listing, indexes and menu in every language, and the groups and"
        " the workflow of those who work on it. What is there stays."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        build_site()
        set_up_groups()
        set_up_workflow()
