"""Wagtail's record of the site, from which it makes addresses of its own: it says the same as settings.BASE_URL."""

import logging
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, transaction
from wagtail.models import Page, Site

from portal.settings.addresses import DEFAULT_PORTS

logger = logging.getLogger(__name__)


def site_address(base_url: str) -> tuple[str, int]:
    """Host name and port as the record has them: those of `https://example.org` are `example.org` and 443."""
    parts = urlsplit(base_url)
    return parts.netloc.removesuffix(f":{parts.port}"), parts.port or DEFAULT_PORTS[parts.scheme]


@transaction.atomic
def put_site_right(base_url: str, root_page: Page | None = None) -> Site:
    """Makes the site that has this address the default one; where none has, the default one gets it, or a new one.

    `root_page` is for a new site; an old one keeps its own.
    """
    hostname, port = site_address(base_url)
    own = Site.objects.filter(hostname=hostname, port=port).first()
    site: Site = own or Site.objects.filter(is_default_site=True).first() or Site(root_page=root_page)
    if (site.hostname, site.port, site.is_default_site) != (hostname, port, True):
        Site.objects.filter(is_default_site=True).exclude(pk=site.pk).update(is_default_site=False)
        site.hostname, site.port, site.is_default_site = hostname, port, True
        site.save()
    return site


def differences(database: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the records, and how it is mended; nothing where they say what settings.BASE_URL says."""
    sites = list(Site.objects.using(database).order_by("-is_default_site", "pk"))
    expected = site_address(settings.BASE_URL)
    if not any(site.is_default_site for site in sites):
        yield "Wagtail knows no default site.", "Run manage.py set_up_site."
    for site in sites:
        address = f"{site.hostname}:{site.port}"
        if not site.is_default_site:
            yield (
                f"Wagtail knows a second site, {address}: links to its pages would lead there.",
                "Delete it in the admin under Settings, Sites. Lead other host names to PORTAL_BASE_URL in the proxy.",
            )
        elif (site.hostname, site.port) != expected:
            yield (
                f"Wagtail's site is {address}, but PORTAL_BASE_URL is {settings.BASE_URL}.",
                f"Run manage.py set_up_site --address, which makes it {':'.join(map(str, expected))},"
                " or mend PORTAL_BASE_URL.",
            )


def tell_differences() -> None:
    """To the log, where a web process starts: it serves readers all the same."""
    try:
        for text, hint in differences(DEFAULT_DB_ALIAS):
            logger.error("%s %s", text, hint)
    except DatabaseError as error:
        logger.warning("Wagtail's record of the site could not be read: %s", error)
