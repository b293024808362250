"""The abstract page that every page type of the portal extends."""

from contextlib import nullcontext
from typing import Any, ClassVar
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import RFC3986_SUBDELIMS
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from portal.access.visibility import restrictions_of
from portal.addresses.slugs import cut_slug, numbered_slug, slug_from
from portal.addresses.upper_pages import page_below, upper_page_urls
from portal.changes.announcing import changing_nothing_seen
from portal.i18n import Alternate, alternates, home_urls, language_codes, page_alternates
from portal.page_contexts import page_context
from portal.storage.transactions import whole_transaction
from portal.translation.staff.rights import StaffPagePermissionTester
from portal.translation.translations import refuse_gaps
from portal.translation.trees.copying import OwnLanguageCopyForm

from .drafts import is_draft_of_live, publishing
from .localize import BaseTranslatableField

# In addresses as Django makes them.
UNQUOTED = RFC3986_SUBDELIMS + "/~:@"
SLUG_LENGTH = Page._meta.get_field("slug").max_length or 255


class PageForm(WagtailAdminPageForm):
    """Makes the slug that no browser has made, as of a title in another alphabet, and cuts the one that is too long."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("slug"):
            field.required = False
            field.validators = [each for each in field.validators if not isinstance(each, MaxLengthValidator)]

    def clean_slug(self) -> str:
        typed: str = self.cleaned_data["slug"]
        title = self.cleaned_data.get("title")
        if 0 < len(typed) <= SLUG_LENGTH or (not typed and not title):
            return typed
        slug, number = cut_slug(typed, SLUG_LENGTH) or slug_from(title), 1
        while not Page._slug_is_available(slug, self.parent_page, self.instance):
            number += 1
            slug = numbered_slug(typed or slug_from(title), number, SLUG_LENGTH)
        return slug


class BasePage(Page):
    """A page with a language, an address made from its own title, and alternates in the other languages."""

    base_form_class = PageForm

    slug: str
    # Whether readers see the pages below it in the order of the tree, which then is the same in every language.
    has_ordered_children: ClassVar[bool] = True
    # What is read with a page when it is asked for by its address.
    read_with: ClassVar[tuple[str, ...]] = ("locale",)
    # A changed slug of the source must not move the address of its translations.
    override_translatable_fields: ClassVar[list[BaseTranslatableField]] = [BaseTranslatableField("slug")]

    copy_form_class = OwnLanguageCopyForm

    content_panels: ClassVar[list[Any]] = [TitleFieldPanel("title", classname="title")]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    help_text=_("The last part of the address. Made from the title when the page is first published."),
                ),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            heading=_("Address and search engines"),
        )
    ]

    class Meta:
        abstract = True

    def save(self, *args: Any, clean: bool = True, **kwargs: Any) -> None:
        """Refuses to let a synced translation with untranslated segments stand live.

        Raises:
            UntranslatedSegments: where wagtail-localize would fill the gaps with text of the source language, and
                nobody has decided for that.
        """
        if is_draft_of_live(self, kwargs.get("update_fields")):
            return
        if clean and self.live:
            refuse_gaps(self)
        is_new_draft = self._state.adding and not self.live
        # With the redirects and the index rows of a changed slug.
        with whole_transaction(savepoint=False), changing_nothing_seen() if is_new_draft else nullcontext():
            super().save(*args, clean=clean, **kwargs)

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        """One transaction with what follows from it: freshness, values carried to translations, a row of the outbox."""
        with publishing():
            super().publish(*args, **kwargs)

    def texts_seen_with(self) -> set[UUID] | None:
        """Translation keys of the texts whose pages show the published text, its own among them; None for all."""
        return None

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """One transaction with what follows from it: translations, freshness, the record, a row of the outbox."""
        super().unpublish(*args, **kwargs)

    def update_aliases(self, **options: Any) -> None:
        """In the place of Wagtail's, which publishes whatever is called an alias of this page: there may be none."""

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if not self.first_published_at and not self.live:
            self._name_slug_after_own_title()
        super().full_clean(*args, **kwargs)

    def _name_slug_after_own_title(self) -> None:
        """A translation begins with a copy of its source's slug; until it is published it follows its own title."""
        if self.pk is None or not self.title:
            return
        others = Page.objects.filter(translation_key=self.translation_key).exclude(pk=self.pk)
        copied = others.values_list("slug", flat=True)
        is_copied = any(self.slug == other or self.slug.startswith(f"{other}-") for other in copied)
        if is_copied:
            self.slug = self._get_autogenerated_slug(slug_from(self.title))

    def _set_core_field_defaults(self) -> None:
        """Wagtail makes no slug of a title in another alphabet, and copies for a translation may have a longer one than
        the field holds."""
        parent_is_known = bool(self.path or getattr(self, "_cached_parent_obj", None))
        if parent_is_known and not self.slug and self.title:
            self.slug = self._get_autogenerated_slug(slug_from(self.title))
        if parent_is_known and len(self.slug) > SLUG_LENGTH:
            self.slug = self._get_autogenerated_slug(cut_slug(self.slug, SLUG_LENGTH))
        super()._set_core_field_defaults()

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        """As Wagtail's, and with its number no longer than the field."""
        slug, number = base_slug, 1
        parent = self.get_parent()
        while not self._slug_is_available(slug, parent, self):
            number += 1
            slug = numbered_slug(base_slug, number, SLUG_LENGTH)
        return slug

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail's, with one query for the page below where that asks two, and none for an index."""
        subpage = page_below(self, path_components[0]) if path_components else None
        if subpage is None:
            return super().route(request, path_components)
        subpage._cached_parent_obj = self
        return subpage.route(request, path_components[1:])

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> Any:
        """As Wagtail's; for a reader whose address has led to a page, from where the front pages are."""
        addresses = getattr(request, "front_page_addresses", None)
        if addresses and Page.locale.is_cached(self):
            beginning, address = addresses.get(self.locale.language_code, ("", ""))
            if address and self.url_path.startswith(beginning):
                return str(address + quote(self.url_path[len(beginning) :], safe=UNQUOTED))
        return super().get_url(request, current_site)

    url = property(get_url)

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """As Wagtail's, with the portal's own address where Wagtail has that of its record of the site."""
        parts = super().get_url_parts(request)
        if parts is None or parts[2] is None:
            return parts
        site, _root, path = parts
        return site, settings.BASE_URL, path

    def permissions_for_user(self, user: Any) -> StaffPagePermissionTester:
        return StaffPagePermissionTester(user, self)

    def get_view_restrictions(self) -> "QuerySet[PageViewRestriction]":
        """Those of its translations and of the pages above them are its own, too."""
        return restrictions_of(self)

    def serve_password_required_response(self, request: HttpRequest, form: Any, action_url: str) -> HttpResponse:
        """Without the page's own context: its addresses in other languages, too, are made of its titles."""
        own = {code: f"/{code}{self.neutral_url}" for code in language_codes()} if self.neutral_url else home_urls()
        context = {
            "form": form,
            "action_url": action_url,
            "alternates": alternates(get_language() or self.locale.language_code, own, own),
        }
        return render(request, "portal/password_required.html", context)

    @property
    def neutral_url(self) -> str:
        """An address that tells nothing of the page; "" where it has none."""
        return ""

    def get_alternates(self, request: HttpRequest) -> list[Alternate]:
        """Where a reader finds this page in each language, this one's own included."""
        urls = upper_page_urls(self)
        if urls is None:
            return page_alternates(self, request)
        return alternates(self.locale.language_code, urls, home_urls())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is registered for it in portal.page_contexts, and its `alternates`."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, "alternates": self.get_alternates(request), **page_context(self, request)}
