"""No page is an alias: it would show one language under the address of another, or one text under two numbers.

Wagtail and wagtail-localize make aliases in many ways, all of which end in an action or in saving a page: these refuse.
What they offer is taken away, so that nobody is offered what is refused.
"""

from collections.abc import Collection
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page

from portal.translation.localize import LOCALE_COMPONENTS, LocaleForm, LocaleSynchronization, synctree
from portal.translation.translations import refuse_without_place

from .refusal import TreesWouldDiffer

NO_ALIASES: Promise = gettext_lazy("Pages of this portal are not made into aliases: a text that is missing says so.")
NO_SYNCHRONISATION: Promise = gettext_lazy(
    "A language is not filled with pages of another one: a text that is missing says so. Translate the pages instead."
)


# Pages whose aliases are being deleted: stored by hand, two may be aliases of each other.
_going: ContextVar[frozenset[int]] = ContextVar("_going", default=frozenset())


class AliasRefused(TreesWouldDiffer):
    """A page would show the text of another page."""


def refuse_alias(page: Page, update_fields: Collection[str] | None = None) -> None:
    """To be asked before a page is saved. One that is an alias already may be withdrawn and moved, not published.

    Raises:
        AliasRefused: if the page becomes an alias, or is one and becomes public. No query for any other page.
    """
    if page.alias_of_id is None:
        return
    if update_fields is not None and not {"alias_of", "alias_of_id", "live"}.intersection(update_fields):
        return
    stored = Page.objects.filter(pk=page.pk).values_list("alias_of_id", "live").first()
    if stored is None or stored[0] != page.alias_of_id or (page.live and not stored[1]):
        raise AliasRefused(str(NO_ALIASES))


def refuse_synchronisation() -> None:
    """Raises AliasRefused. To be asked before a language is filled with pages of another one."""
    raise AliasRefused(str(NO_SYNCHRONISATION))


def delete_alias(page: Page, user: Any = None) -> None:
    """As a page is deleted in the admin. `user` is who has to be allowed to, if anybody.

    Raises:
        TreesWouldDiffer: where something lies below it that is no alias.
        DeletePagePermissionError: where the user may not.
    """
    own = Page.objects.descendant_of(page).filter(alias_of=None).order_by("path").first()
    if own is not None:
        raise TreesWouldDiffer(
            _("“%(title)s” lies below the alias “%(alias)s” and would be deleted with it. Move it first.")
            % {"title": own, "alias": page}
        )
    DeletePageAction(page.specific, user=user).execute()


def delete_aliases(page: Page) -> None:
    """Before the page is deleted: what shows it would become a page like any other, and nothing would know of it."""
    going = _going.get() | {page.pk}
    for alias in Page.objects.filter(alias_of=page.pk).exclude(pk__in=going):
        token = _going.set(going)
        try:
            delete_alias(alias)
        finally:
            _going.reset(token)


def offer_no_aliases() -> None:
    """Once, when the program starts: neither of the packages has a setting or a signal for it."""
    LOCALE_COMPONENTS[:] = [each for each in LOCALE_COMPONENTS if each["model"] is not LocaleSynchronization]
    LocaleForm.clean = _clean_locale
    LocaleSynchronization.sync_trees = _sync_trees
    # A row that was stored before would make an alias of each page that an editor creates.
    synctree.create_aliases_for_new_page = _create_no_aliases
    CopyPageForTranslationAction.check = _check_translation
    ConvertAliasPageAction.check = _check_conversion


def _clean_locale(form: Any) -> None:
    """The form has no field for it: somebody has sent what no page offers."""
    prefix = f"component-{LocaleSynchronization._meta.db_table}-"
    if any(name.startswith(prefix) and value for name, value in form.data.items()):
        raise ValidationError({"language_code": NO_SYNCHRONISATION})


def _sync_trees(synchronisation: LocaleSynchronization, **options: Any) -> None:
    refuse_synchronisation()


def _create_no_aliases(page: Page) -> None:
    """In the place of wagtail-localize's, which is called after a page is created."""


_check_rights_to_translate = CopyPageForTranslationAction.check
_check_rights_to_convert = ConvertAliasPageAction.check


def _check_translation(action: CopyPageForTranslationAction, skip_permission_checks: bool = False) -> None:
    _check_rights_to_translate(action, skip_permission_checks)
    # What it copies of the pages above are aliases.
    action.copy_parents = False
    refuse_without_place(action.page, action.locale.pk)


def _check_conversion(action: ConvertAliasPageAction, skip_permission_checks: bool = False) -> None:
    """What an alias shows in another language than its own would count as written in its own."""
    _check_rights_to_convert(action, skip_permission_checks)
    shown = action.page.alias_of
    if shown.locale_id != action.page.locale_id or shown.translation_key == action.page.translation_key:
        raise AliasRefused(
            _("“%(title)s” shows a text of another language. Delete it, and translate the original.")
            % {"title": action.page}
        )
