"""Sets up the groups that people belong to: editors, reviewers, and translators for each direction.

Rights that are missing are given again at each run, as an upgrade needs; nothing is taken away that somebody gave.
"""

from collections.abc import Iterable
from itertools import permutations

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from portal.i18n import language_codes, language_name

from .models import Role, StaffGroup

# Wagtail makes a group for editors, which becomes ours while nobody belongs to it.
WAGTAILS_EDITORS = "Editors"

EDITORS_PAGE_ACTIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
TRANSLATORS_PAGE_ACTIONS = ("change", "publish")
# What is in review a reviewer may edit and approve by the workflow; a lock keeps others from it meanwhile.
REVIEWERS_PAGE_ACTIONS = ("lock", "unlock")

OPEN_ADMIN = "wagtailadmin.access_admin"
EDITORS_PERMISSIONS = (
    OPEN_ADMIN,
    "wagtail_localize.submit_translation",
    "search.view_searchcount",
    "news.add_importeddocument",
    "news.review_importeddocument",
)
TRANSLATORS_PERMISSIONS = (
    OPEN_ADMIN,
    "wagtail_localize.submit_translation",
    "translation.add_glossaryentry",
    "translation.change_glossaryentry",
)


@transaction.atomic
def set_up_groups() -> list[StaffGroup]:
    """Makes what is missing of the groups and of their rights, in every direction between the settings' languages.

    Pages of a language that has no tree yet are given when it has one: at the next run.
    """
    return [_editors(), _reviewers(), *(_translators(*pair) for pair in permutations(language_codes(), 2))]


def _editors() -> StaffGroup:
    """Write, translate, publish, withdraw and delete everything; import documents; see what readers search for."""
    name = in_first_language(gettext_lazy("Editors"))
    Group.objects.filter(name=WAGTAILS_EDITORS, user=None, staff_group=None).update(name=name)
    staff = _staff_group(name, Role.EDITOR)
    _give_pages(staff.group, EDITORS_PAGE_ACTIONS, [Page.get_first_root_node()])
    _give_collections(staff.group, ("add", "change", "delete", "choose"))
    _give(staff.group, EDITORS_PERMISSIONS)
    staff.group.permissions.add(*_of_models(("add", "change", "delete", "publish"), get_snippet_models()))
    return staff


def _reviewers() -> StaffGroup:
    staff = _staff_group(in_first_language(gettext_lazy("Reviewers")), Role.REVIEWER)
    _give_pages(staff.group, REVIEWERS_PAGE_ACTIONS, [Page.get_first_root_node()])
    _give_collections(staff.group, ("choose",))
    _give(staff.group, (OPEN_ADMIN,))
    return staff


def _translators(source: str, target: str) -> StaffGroup:
    """What rights.py narrows to translations from one language into the other."""
    first = language_codes()[0]
    names = {"source": language_name(source, first), "target": language_name(target, first)}
    name = in_first_language(gettext_lazy("Translators: %(source)s → %(target)s")) % names
    staff = _staff_group(name, Role.TRANSLATOR, source, target)
    trees = Page.objects.filter(depth=2, locale__language_code=target)
    # Wagtail's welcome page, which is of no type of the portal's, knows no directions.
    own = [tree for tree in trees if tree.specific_class not in (None, Page)]
    _give_pages(staff.group, TRANSLATORS_PAGE_ACTIONS, own)
    _give_collections(staff.group, ("choose",))
    _give(staff.group, TRANSLATORS_PERMISSIONS)
    translatable = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
    staff.group.permissions.add(*_of_models(("change", "publish"), translatable))
    return staff


def in_first_language(text: Promise) -> str:
    """Names that are stored once, for everybody."""
    with translation.override(language_codes()[0]):
        return str(text)


def _staff_group(name: str, role: Role, source: str = "", target: str = "") -> StaffGroup:
    direction = {"source_language": source, "target_language": target}
    staff = StaffGroup.objects.filter(role=role, **direction).select_related("group").first()
    if staff is None:
        group, _created = Group.objects.get_or_create(name=name)
        staff = StaffGroup.objects.create(group=group, role=role, **direction)
    return staff


def _give(group: Group, names: Iterable[str]) -> None:
    for name in names:
        app_label, codename = name.split(".")
        group.permissions.add(Permission.objects.get(content_type__app_label=app_label, codename=codename))


def _give_pages(group: Group, actions: Iterable[str], pages: Iterable[Page]) -> None:
    for page in pages:
        for action in actions:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
            GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _give_collections(group: Group, actions: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    for permission in _of_models(actions, [get_image_model(), get_document_model()]):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _of_models(actions: tuple[str, ...], models: list[type[Model]]) -> list[Permission]:
    """Those that exist: only a model with drafts has a permission to publish."""
    codenames = [f"{action}_{model._meta.model_name}" for action in actions for model in models]
    content_types = ContentType.objects.get_for_models(*models).values()
    return list(Permission.objects.filter(content_type__in=content_types, codename__in=codenames))
