from django.urls import path

from portal.addresses.words import route

from . import feeds, views

app_name = "news"

# Without a language prefix: they answer in the reader's language for ever.
permanent_urlpatterns = [
    path("feed/", feeds.feed_in_readers_language, name="feed"),
    path("n/<int:number>/", views.permanent_item),
    path("p/<int:number>/", views.permanent_project),
]

urlpatterns = [
    path("feed/", feeds.latest_news, name="feed"),
    path("n/<int:number>/", views.item_in_language, name="item"),
    path(route("n", "<int:number>", "changes"), views.item_changes, name="item_changes"),
    path("p/<int:number>/", views.project_in_language, name="project"),
    path(route("p", "<int:number>", "changes"), views.project_changes, name="project_changes"),
]
