from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import checks
        from portal.addresses.redirects import leave_out_long_addresses
        from portal.admin.dates import limit_dates
        from portal.admin.expiry import forgive_expired
        from portal.admin.spreadsheets import write_no_formulas
        from portal.incoming.blank import empty_blank_texts
        from portal.incoming.forms import limit_rows
        from portal.incoming.readable import read_as_utf_8
        from portal.incoming.typed_text import normalize_typed_text
        from portal.media.receivers import connect
        from portal.media.rendering import forgive_damaged_pictures
        from portal.storage import editing_sessions

        editing_sessions.forgive_storage()
        checks.register()
        connect()
        forgive_damaged_pictures()
        read_as_utf_8()
        normalize_typed_text()
        write_no_formulas()
        limit_rows()
        limit_dates()
        empty_blank_texts()
        forgive_expired()
        leave_out_long_addresses()
