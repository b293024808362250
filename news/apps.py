from functools import partial

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"

    def ready(self) -> None:
        from news import indexing, lifecycle, page_contexts  # noqa: F401
        from news.documents import ItemSource
        from news.naming import NAMING
        from news.queries import public_entities
        from portal.access.visibility import register_public_rows
        from search.index.document import register_source

        register_source(ItemSource())
        for model in NAMING:
            register_public_rows(model, partial(public_entities, model))
