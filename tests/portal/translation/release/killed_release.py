"""A release killed between its two languages: `python -m tests.portal.translation.release.killed_release NAME PAGE`.

NAME is that of the test's database, PAGE the number of the original, 0 for whatever is planned and due.
"""

import os
import signal
import sys
from typing import Any

import django


def main() -> None:
    database, page_id = sys.argv[1:]
    django.setup()
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    from wagtail.models import Page
    from wagtail.signals import page_published

    from portal.translation.release.pair import pair_of
    from portal.translation.release.releasing import release
    from portal.translation.release.scheduled import publish_scheduled

    def die(instance: Page, **kwargs: Any) -> None:
        """The first language is published in this process, the second one is not."""
        if Page.objects.get(pk=instance.pk).live:
            os.kill(os.getpid(), signal.SIGKILL)

    page_published.connect(die)
    if int(page_id):
        release(pair_of(Page.objects.get(pk=page_id)))
    else:
        publish_scheduled()


if __name__ == "__main__":
    main()
