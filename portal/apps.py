from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import checks, dangling, link_doors, receivers  # noqa: F401
        from portal.media.receivers import connect
        from portal.media.rendering import forgive_damaged_pictures
        from portal.restrictions import keep_restrictions_in_one_place
        from portal.trees import receivers as tree_receivers  # noqa: F401

        dangling.tolerate()
        link_doors.ask_in_forms()
        keep_restrictions_in_one_place()
        connect()
        forgive_damaged_pictures()
