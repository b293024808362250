from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "portal.translation"

    def ready(self) -> None:
        from . import dangling, link_doors, receivers  # noqa: F401
        from .restrictions import keep_restrictions_in_one_place
        from .same_strings import know_strings_as_seen
        from .staff.naming import name_what_is_known
        from .trees import receivers as tree_receivers  # noqa: F401

        dangling.tolerate()
        link_doors.ask_in_forms()
        keep_restrictions_in_one_place()
        know_strings_as_seen()
        name_what_is_known()
