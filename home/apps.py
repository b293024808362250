from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from portal.page_contexts import register

        from .page_contexts import CONTEXTS

        register(CONTEXTS)
