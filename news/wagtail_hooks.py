"""Registration of the snippets that editors maintain beside the pages."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from . import known_names, odd_dates  # noqa: F401
from .importer.review.alignment import DocumentAlignmentView
from .importer.review.documents import REVIEW_PERMISSION, DocumentFileView, DocumentPictureView, DocumentsView
from .importer.review.facts import DocumentFactsView
from .importer.review.text import DocumentTextView
from .importer.review.uploading import UploadStateView, UploadView
from .models import Organisation, Person, Topic
from .originals import views as originals


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "site"
    list_display = ("name", "country", "locale", "live")
    list_filter = ("country",)
    ordering = ("name",)


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    list_display = ("name", "role", "locale", "live")
    ordering = ("name",)


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ("name", "locale", "live")
    ordering = ("name",)


@register_snippet
class DirectoryViewSetGroup(SnippetViewSetGroup):
    items = (OrganisationViewSet, PersonViewSet, TopicViewSet)
    menu_label = _("People and organisations")
    menu_icon = "group"
    menu_order = 250


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("imported-documents/", DocumentsView.as_view(), name="news_imported_documents"),
        path(
            "imported-documents/results/",
            DocumentsView.as_view(results_only=True),
            name="news_imported_documents_results",
        ),
        path("imported-documents/upload/", UploadView.as_view(), name="news_imported_documents_upload"),
        path(
            "imported-documents/upload/<int:pk>/",
            UploadStateView.as_view(),
            name="news_imported_documents_upload_state",
        ),
        path("imported-documents/<int:pk>/", DocumentTextView.as_view(), name="news_imported_document_text"),
        path(
            "imported-documents/<int:pk>/pairs/",
            DocumentAlignmentView.as_view(),
            name="news_imported_document_alignment",
        ),
        path("imported-documents/<int:pk>/facts/", DocumentFactsView.as_view(), name="news_imported_document_facts"),
        path(
            "imported-documents/<int:pk>/files/<int:file_pk>/",
            DocumentFileView.as_view(),
            name="news_imported_document_file",
        ),
        path(
            "imported-documents/<int:pk>/pictures/<int:number>/",
            DocumentPictureView.as_view(),
            name="news_imported_document_picture",
        ),
    ]


class ReviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(REVIEW_PERMISSION)


@hooks.register("register_admin_menu_item")
def documents_menu_item() -> MenuItem:
    return ReviewMenuItem(_("Documents to review"), reverse("news_imported_documents"), icon_name="doc-full", order=252)


@hooks.register("register_permissions")
def permissions() -> "QuerySet[Permission]":
    """Those that a group may be given beside the snippets' own."""
    names = ["add_importeddocument", "review_importeddocument"]
    return Permission.objects.filter(content_type__app_label="news", codename__in=names)


@hooks.register("register_admin_urls")
def addresses_of_originals() -> list[URLPattern]:
    return originals.urlpatterns()
