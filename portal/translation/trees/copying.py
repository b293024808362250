"""Copies stand in the tree of their language and are pages of their own, and nothing is copied that is not."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import Page

from portal.translation.publishing import Act, Change, Refused, ask
from portal.translation.translations import first_mixed

from .aliases import AliasRefused
from .own_language import refuse_place
from .refusal import TreesWouldDiffer


def refuse_copy(page: Page, parent: Page, recursive: bool) -> None:
    """To be asked before a copy of a page is put below `parent`, with copies of all that lies below it if `recursive`.

    Raises:
        OtherLanguage: where `parent`, or something that is copied, is of another language.
        AliasRefused: where something that is copied is an alias: its copy would be a text of its own.
        TreesWouldDiffer: where something that is copied holds text of another language, which is known of a translation
            and would not be known of its copy.
    """
    refuse_place(page, parent, is_copy=True)
    copied = Page.objects.descendant_of(page, inclusive=True) if recursive else Page.objects.filter(pk=page.pk)
    stray = copied.exclude(locale_id=page.locale_id).order_by("path").first()
    if stray is not None:
        refuse_place(stray, page)
    alias = copied.filter(alias_of__isnull=False).order_by("path").first()
    if alias is not None:
        raise AliasRefused(_("“%(title)s” is an alias and is not copied. Copy what it shows.") % {"title": alias})
    mixed = first_mixed(copied, page.locale_id)
    if mixed is not None:
        raise TreesWouldDiffer(
            _("“%(title)s” has text in the language of its original, and a copy would not say so. Translate it first.")
            % {"title": mixed}
        )


class OwnLanguageCopyForm(CopyForm):
    """Wagtail's form of *Copy*, which keeps what was chosen and says why a copy cannot be there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        parent = values.get("new_parent_page")
        if self.data.get("alias"):
            # What no field is for: the list answers, and Wagtail shows the errors of fields alone.
            values["alias"] = True
            try:
                ask(Change(Act.ALIAS, [self.page], self.user, destination=parent or self.page.get_parent()))
            except (Refused, TreesWouldDiffer) as refusal:
                self.add_error("new_title", str(refusal))
        if isinstance(parent, Page):
            try:
                refuse_copy(self.page, parent, bool(values.get("copy_subpages")))
            except TreesWouldDiffer as refusal:
                self.add_error("new_parent_page", str(refusal))
        return values
