from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal.media.receivers import connect
        from portal.media.rendering import forgive_damaged_pictures
        from portal.storage import editing_sessions

        editing_sessions.forgive_storage()
        connect()
        forgive_damaged_pictures()
