from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "portal.translation"

    def ready(self) -> None:
        from . import blank, dangling, link_doors, receivers
        from .comments import say_days_in_the_users_language
        from .drafts import write_drafts_only
        from .keeping import recording
        from .restrictions import keep_restrictions_in_one_place
        from .same_strings import know_strings_as_seen
        from .staff.links import lead_where_somebody_may_go
        from .staff.mails import tell_instead_of_wagtail
        from .staff.naming import name_what_is_known
        from .trees import receivers as trees_receivers
        from .trees.aliases import offer_no_aliases
        from .wagtail_actions import pass_the_list

        blank.leave_out_blank()
        dangling.tolerate()
        link_doors.ask_in_forms()
        keep_restrictions_in_one_place()
        know_strings_as_seen()
        write_drafts_only()
        say_days_in_the_users_language()
        name_what_is_known()
        offer_no_aliases()
        receivers.connect()
        recording.connect()
        trees_receivers.connect()
        pass_the_list()
        tell_instead_of_wagtail()
        lead_where_somebody_may_go()
