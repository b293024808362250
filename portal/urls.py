"""The whole site map on one screen."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from home.sitemaps import sitemap, sitemap_index
from news.urls import permanent_urlpatterns
from portal.access.visitors import LogInView, LogOutView, open_collection_with_password, open_with_password
from portal.addresses import well_known
from portal.addresses.serving import serve_page
from portal.addresses.words import route
from portal.media.views import serve_document, serve_picture, serve_picture_in_size
from portal.storage.transactions import each_in_one_transaction
from portal.translation.doors import each_answers
from portal.translation.matrix.coverage import coverage_page
from search.urls import api_urlpatterns as search_api_urlpatterns

urlpatterns = [
    path("robots.txt", well_known.robots),
    path("favicon.ico", well_known.favicon),
    path("sitemap.xml", sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:language>-<int:number>.xml", sitemap, name="sitemap"),
    path(".well-known/security.txt", well_known.security, name="security"),
    path(".well-known/change-password", well_known.change_password),
    path("admin/", include(each_answers(each_in_one_transaction(wagtailadmin_urls)))),
    # In place of Wagtail's own addresses of documents.
    re_path(
        r"^documents/(?P<document_id>[0-9]{1,18})/(?P<filename>[^/\x00]*)\Z", serve_document, name="wagtaildocs_serve"
    ),
    path(
        "documents/_util/authenticate_with_password/<int:restriction_id>/",
        open_collection_with_password,
        name="wagtaildocs_authenticate_with_password",
    ),
    re_path(r"^media/(?P<name>images/[\w.-]+)\Z", serve_picture),
    re_path(
        r"^media/pictures/(?P<signature>[\w=-]+)/(?P<picture>[0-9]{1,18})/(?P<spec>[\w.|-]+)\Z", serve_picture_in_size
    ),
    *permanent_urlpatterns,
    *search_api_urlpatterns,
    *i18n_patterns(
        path("", include("news.urls")),
        path("", include("search.urls")),
        path(route("coverage"), coverage_page, name="coverage"),
        # In place of Wagtail's, below.
        path("_util/login/", LogInView.as_view(), name="wagtailcore_login"),
        path("_util/logout/", LogOutView.as_view(), name="portal_log_out"),
        path(
            "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
            open_with_password,
            name="wagtailcore_authenticate_with_password",
        ),
        re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
        prefix_default_language=True,
    ),
]

handler400 = "portal.views.bad_request"
handler403 = "portal.views.permission_denied"
handler404 = "portal.views.page_not_found"
handler500 = "portal.views.server_error"
