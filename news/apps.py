from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "news"

    def ready(self) -> None:
        from news import indexing, lifecycle, page_contexts  # noqa: F401
        from news.documents import ItemSource
        from search.index.document import register_source

        register_source(ItemSource())
