"""The loaded portal, put back for each test: a copy of SQLite's file takes milliseconds, loading it takes seconds."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import Client
from wagtail.users.models import UserProfile

from portal.demonstration import prepare_accounts
from search.rebuilding import rebuild

from . import portal_content


class Snapshot:
    """`sessions` are the keys of sessions by user name, of those who are logged in, which is everybody."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sessions: dict[str, str] = {}

    def load(self) -> None:
        """Fills the empty database and the index."""
        if self.path.exists():
            self._restore()
        else:
            portal_content.build()
            self._make_accounts()
            self._save()
        # What Django remembers of the database that was there before.
        cache.clear()
        ContentType.objects.clear_cache()
        rebuild(settings.SEARCH_ENGINE)

    def _make_accounts(self) -> None:
        for name in prepare_accounts():
            user = User.objects.get(username=name)
            # Wagtail's own words are looked for in English, whatever the portal's first language.
            profile = UserProfile.get_for_user(user)
            profile.preferred_language = "en"
            profile.save()
            client = Client()
            client.force_login(user)
            self.sessions[name] = str(client.session.session_key)

    def _save(self) -> None:
        # Other databases are loaded anew for each test.
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(self.path)) as copy:
                connection.connection.backup(copy)

    def _restore(self) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(self.path)) as copy:
            copy.backup(connection.connection)
