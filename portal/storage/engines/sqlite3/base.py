from django.db.backends.sqlite3 import base

from portal.changes.committing import AnnouncesChanges


class DatabaseWrapper(AnnouncesChanges, base.DatabaseWrapper):
    pass
