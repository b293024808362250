from functools import partial

from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"

    def ready(self) -> None:
        from news import indexing, lifecycle
        from news.documents import ItemSource
        from news.naming import NAMING
        from news.page_contexts import CONTEXTS
        from news.queries import public_entities
        from portal.access.visibility import register_public_rows
        from portal.page_contexts import register
        from search.index.document import register_source

        indexing.connect()
        lifecycle.register()
        register(CONTEXTS)
        register_source(ItemSource())
        for model in NAMING:
            register_public_rows(model, partial(public_entities, model))
