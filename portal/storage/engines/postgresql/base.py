from django.db.backends.postgresql import base

from portal.changes.committing import AnnouncesChanges


class DatabaseWrapper(AnnouncesChanges, base.DatabaseWrapper):
    pass
