from django.urls import path

from portal.addresses.words import route

from .results import views

app_name = "search"

# Under the prefix of a language.
urlpatterns = [path(route("search"), views.search_results, name="results")]

# Under no language's prefix: the reader's language is a parameter.
api_urlpatterns = [
    path("api/search/", views.search_json, name="search_json"),
    path("api/search/complete/", views.complete_json, name="complete_json"),
    path("api/search/click/", views.click, name="search_click"),
]
