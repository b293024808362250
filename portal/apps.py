from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import checks, receivers  # noqa: F401
        from portal.media.receivers import connect
        from portal.media.rendering import forgive_damaged_pictures
        from portal.trees import receivers as tree_receivers  # noqa: F401

        connect()
        forgive_damaged_pictures()
