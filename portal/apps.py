from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import checks, editing_sessions  # noqa: F401
        from portal.media.receivers import connect
        from portal.media.rendering import forgive_damaged_pictures

        editing_sessions.forgive_storage()
        connect()
        forgive_damaged_pictures()
