"""A proxy that takes PURGE by HTTP, such as Varnish: for `WAGTAILFRONTENDCACHE`.

Wagtail's own (`wagtail.contrib.frontend_cache.backends.HTTPBackend`) waits for ever for a proxy that says nothing, and
opens a connection for each address.
"""

import logging
from collections.abc import Iterable
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from wagtail.contrib.frontend_cache.backends.base import BaseBackend

LONGEST_ANSWER = 5

logger = logging.getLogger(__name__)


class ProxyBackend(BaseBackend):
    """`LOCATION` is the proxy's own address: scheme, host and port."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.location = urlsplit(params["LOCATION"])

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def purge_batch(self, urls: Iterable[str]) -> None:
        """All by one connection. What fails is logged, once."""
        kind = HTTPSConnection if self.location.scheme == "https" else HTTPConnection
        connection = kind(self.location.hostname or "", self.location.port, timeout=LONGEST_ANSWER)
        refused = set()
        try:
            for url in urls:
                parts = urlsplit(url)
                path = f"{parts.path}?{parts.query}" if parts.query else parts.path
                connection.request("PURGE", path, headers={"Host": parts.netloc})
                answer = connection.getresponse()
                answer.read()
                if answer.status >= 400 and answer.status != 404:
                    refused.add(f"{answer.status} {answer.reason}")
        except (OSError, HTTPException) as error:
            refused.add(str(error) or type(error).__name__)
        finally:
            connection.close()
        if refused:
            logger.error("%s has not purged pages that have changed: %s", self.location.netloc, ", ".join(refused))
