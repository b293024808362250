from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "portal.translation"

    def ready(self) -> None:
        from . import dangling, link_doors, receivers  # noqa: F401
        from .restrictions import keep_restrictions_in_one_place
        from .staff.links import lead_where_somebody_may_go
        from .staff.mails import tell_instead_of_wagtail
        from .staff.naming import name_what_is_known
        from .trees import receivers as tree_receivers  # noqa: F401

        dangling.tolerate()
        link_doors.ask_in_forms()
        keep_restrictions_in_one_place()
        name_what_is_known()
        tell_instead_of_wagtail()
        lead_where_somebody_may_go()
