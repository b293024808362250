from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.translation.trees.comparing import TreeDifference, differences
from portal.translation.trees.mending import mend


class Command(BaseCommand):
    help = "Lists where the page trees of the languages differ, or puts pages where they belong and deletes aliases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["check", "mend"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        """Ends with an error where differences are left."""
        refusals: dict[int, str] = {}
        if action == "mend":
            result = mend()
            for difference in result.mended:
                self.stdout.write(_("Mended: %(difference)s") % {"difference": line(difference)})
            found, refusals = result.left, result.refusals
        else:
            found = differences()
        self._list(found, refusals)
        if found:
            text = ngettext("The trees differ in %(count)d place.", "The trees differ in %(count)d places.", len(found))
            raise CommandError(text % {"count": len(found)})
        self.stdout.write(_("The trees correspond."))

    def _list(self, found: Iterable[TreeDifference], refusals: dict[int, str]) -> None:
        for difference in found:
            self.stdout.write(line(difference))
            if refusals.get(difference.page_id):
                self.stdout.write(f"    {refusals[difference.page_id]}")


def line(difference: TreeDifference) -> str:
    """`en 12 “Title”: what is wrong`"""
    return f"{difference.language} {difference.page_id} “{difference.title}”: {difference.kind.label}"
