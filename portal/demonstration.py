"""Accounts of the demonstration: who they are, what they may do, and why they are turned away elsewhere.

They belong to the group DEMONSTRATION_GROUP. An e-mail address would not do as the mark: users edit their own.
"""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

DEMONSTRATION_GROUP = "Demonstration"
# User name and group; a user without one is a superuser.
ACCOUNTS = {"editor": "Editors", "translator": "Translators", "administrator": None}

EDITOR_PAGE_ACTIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
TRANSLATOR_PAGE_ACTIONS = ("add", "change", "publish")


class AccountBackend(ModelBackend):
    """Django's own accounts, without those of the demonstration unless settings.DEMO is on.

    Django asks this at log-in and again for every request of a session, so sessions end with the switch as well.
    """

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        if user is None or not super().user_can_authenticate(user):
            return False
        return settings.DEMO or not user.groups.filter(name=DEMONSTRATION_GROUP).exists()


class NameTaken(Exception):
    """An account that is not of the demonstration has the user name."""


def logins_file() -> Path:
    return settings.VAR_DIR / "demo-logins"


def read_logins() -> dict[str, str]:
    """Passwords by user name, as `prepare_accounts` left them; empty before the first time."""
    try:
        lines = logins_file().read_text().splitlines()
    except FileNotFoundError:
        return {}
    return dict(line.split(maxsplit=1) for line in lines if len(line.split()) == 2)


@transaction.atomic
def prepare_accounts() -> dict[str, str]:
    """Creates the accounts or puts them right; returns passwords by user name, which stay the same from run to run.

    Raises NameTaken rather than changing an account that somebody else made.
    """
    known = read_logins()
    logins = {name: known.get(name) or secrets.token_urlsafe(12) for name in ACCOUNTS}
    marker, _ = Group.objects.get_or_create(name=DEMONSTRATION_GROUP)
    roles = {"Editors": _editors(), "Translators": _translators()}
    for name, role in ACCOUNTS.items():
        user, created = User.objects.get_or_create(username=name, defaults={"email": f"{name}@demo.invalid"})
        if not created and not user.groups.filter(pk=marker.pk).exists():
            raise NameTaken(name)
        user.is_superuser = user.is_staff = role is None
        if not user.check_password(logins[name]):
            user.set_password(logins[name])
        user.save()
        user.groups.set([marker, roles[role]] if role else [marker])
    if logins != known:
        _write_logins(logins)
    return logins


def _write_logins(logins: dict[str, str]) -> None:
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    partial = logins_file().with_suffix(".new")
    partial.unlink(missing_ok=True)
    # Created with its final mode: at no time can anybody else read it.
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{name} {password}\n" for name, password in logins.items())
    partial.replace(logins_file())


def _editors() -> Group:
    """Write, translate and publish everything, and see what readers search for."""
    group, _ = Group.objects.get_or_create(name="Editors")
    _grant_pages(group, EDITOR_PAGE_ACTIONS)
    _grant_collections(group, ("add", "change", "delete", "choose"))
    report = Permission.objects.get(content_type__app_label="search", codename="view_searchcount")
    group.permissions.add(report, *_admin_permissions(), *_snippet_permissions(("add", "change", "delete", "publish")))
    documents = Permission.objects.filter(content_type__model="legacydocument")
    group.permissions.add(*documents.filter(codename__in=["add_legacydocument", "review_legacydocument"]))
    return group


def _translators() -> Group:
    """Translate and publish in any language; snippets and files are changed, not added or deleted."""
    group, _ = Group.objects.get_or_create(name="Translators")
    _grant_pages(group, TRANSLATOR_PAGE_ACTIONS)
    _grant_collections(group, ("choose",))
    group.permissions.add(*_admin_permissions(), *_snippet_permissions(("change", "publish")))
    return group


def _admin_permissions() -> list[Permission]:
    return [
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"),
        Permission.objects.get(content_type__app_label="wagtail_localize", codename="submit_translation"),
    ]


def _grant_pages(group: Group, actions: tuple[str, ...]) -> None:
    """At the root of the tree, under which every language has its own."""
    root = Page.get_first_root_node()
    for action in actions:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _grant_collections(group: Group, actions: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    for permission in _permissions(actions, [get_image_model(), get_document_model()]):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _snippet_permissions(actions: tuple[str, ...]) -> list[Permission]:
    return _permissions(actions, get_snippet_models())


def _permissions(actions: tuple[str, ...], models: list[type[Model]]) -> list[Permission]:
    """Those that exist: only a model with drafts has a permission to publish."""
    codenames = [f"{action}_{model._meta.model_name}" for action in actions for model in models]
    content_types = ContentType.objects.get_for_models(*models).values()
    return list(Permission.objects.filter(content_type__in=content_types, codename__in=codenames))
