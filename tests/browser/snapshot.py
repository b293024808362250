"""The loaded portal, put back for each test: to put it back takes milliseconds, to load it seconds."""

from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from wagtail.users.models import UserProfile

from home.demonstration_accounts import prepare_accounts
from search.index.rebuild import rebuild
from tests.client import Client
from tests.saved_database import SavedDatabase

from . import portal_content


class Snapshot:
    """`sessions` are the keys of sessions by user name, of those who are logged in, which is everybody."""

    def __init__(self) -> None:
        self.database = SavedDatabase()
        self.sessions: dict[str, str] = {}

    def load(self) -> None:
        """Fills the empty database and the index."""
        if self.database.is_saved():
            self.database.restore()
        else:
            portal_content.build()
            self._make_accounts()
            self.database.save()
        cache.clear()
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
