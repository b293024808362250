from typing import Any

from django.core.management.base import BaseCommand

from home.site import build_site


class Command(BaseCommand):
    help = "Makes the empty site: front page, listing, indexes and menu in every language. What is there stays."

    def handle(self, *args: Any, **options: Any) -> None:
        build_site()
