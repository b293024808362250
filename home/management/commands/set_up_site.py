from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from home.site import build_site
from portal.addresses.site_record import put_site_right
from portal.translation.staff.groups import set_up_groups
from portal.translation.staff.workflows import set_up_workflow


class Command(BaseCommand):
    help = (
        "Makes the empty site: front page, listing, indexes and menu in every language, and the groups and"
        " the workflow of those who work on it. What is there stays. Wagtail's record of the site gets the host and"
        " the port of PORTAL_BASE_URL."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", action="store_true", help="do the last of it only")

    def handle(self, *args: Any, address: bool, **options: Any) -> None:
        if address:
            if not Site.objects.exists():
                raise CommandError("There is no site yet: run manage.py set_up_site.")
            put_site_right(settings.BASE_URL)
            return
        build_site()
        set_up_groups()
        set_up_workflow()
