"""Wagtail's actions, which every way to an act goes through, made to pass the list of publishing.

Wagtail has hooks for some of its views, and signals that come after its transactions; its actions have neither. What
has no action is what deletes snippets and sets restrictions: there it is Django's own signals, of those models.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.actions.copy_for_translation import CopyForTranslationAction, CopyPageForTranslationAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import DraftStateMixin, Page, PageViewRestriction, Revision, TranslatableMixin

from portal.changes.announcing import also_changing, changing, changing_everything, everything_changes

from .publishing import Act, Change, ask, begin, follow, following

Method = Callable[..., Any]


def pass_the_list() -> None:
    """Once, when the program starts."""
    for action, name, around in (
        (PublishRevisionAction, "_publish_revision", _publishing),
        (UnpublishAction, "_unpublish_object", _withdrawing),
        (MovePageAction, "_move_page", _moving),
        (CopyPageAction, "_copy_page", _copying),
        (CreatePageAliasAction, "_create_alias", _making_an_alias),
        (DeletePageAction, "_delete_page", _deleting_a_page),
        (CopyPageForTranslationAction, "_copy_for_translation", _translating),
        (CopyForTranslationAction, "_copy_for_translation", _translating),
    ):
        setattr(action, name, around(getattr(action, name)))
    for model in (Page, *published_snippets()):
        pre_delete.connect(_deleting, sender=model, dispatch_uid="portal.translation.deleting")
        post_delete.connect(_deleted, sender=model, dispatch_uid="portal.translation.deleted")
    for model in translated_snippets():
        post_save.connect(_stored, sender=model, dispatch_uid="portal.translation.stored")
    pre_save.connect(_restricting, sender=PageViewRestriction, dispatch_uid="portal.translation.restricting")
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=PageViewRestriction, dispatch_uid="portal.translation.restricted")


def translated_snippets() -> list[type[Any]]:
    """Models beside pages that are translated."""
    return [each for each in apps.get_models() if issubclass(each, TranslatableMixin) and not issubclass(each, Page)]


def published_snippets() -> list[type[Any]]:
    """Models beside pages that are published and translated."""
    return [model for model in translated_snippets() if issubclass(model, DraftStateMixin)]


def _publishing(publish: Method) -> Method:
    @wraps(publish)
    def passing(
        self: PublishRevisionAction, revision: Revision, object: Any, user: Any, *rest: Any, **more: Any
    ) -> None:
        was_live = object.live
        is_planned = object.go_live_at is not None and object.go_live_at > timezone.now()
        ask(Change(Act.SCHEDULE if is_planned else Act.PUBLISH, [object], user, is_content=True))
        with transaction.atomic(), _seen_in_few_places(object):
            publish(self, revision, object, user, *rest, **more)
            if is_planned:
                follow(Act.SCHEDULE, object)
            if object.live and not is_planned:
                follow(Act.PUBLISH, object)
            elif was_live and not object.live:
                follow(Act.WITHDRAW, object)

    return passing


@contextmanager
def _seen_in_few_places(instance: Any) -> Iterator[None]:
    """Around a publication: pages that show nothing of the text stay kept, where it knows which those are."""
    seen_with = getattr(instance, "texts_seen_with", lambda: None)
    before = seen_with()
    if before is None:
        with changing_everything():
            yield
        return
    with changing(before):
        yield
    if instance.live:
        also_changing(seen_with() or ())
    else:
        everything_changes()


def _withdrawing(withdraw: Method) -> Method:
    @wraps(withdraw)
    def passing(self: UnpublishAction, object: Any, *rest: Any, **more: Any) -> None:
        if not object.live:
            return
        instance = object.specific if isinstance(object, Page) else object
        ask(Change(Act.WITHDRAW, [instance], self.user))
        with following(Act.WITHDRAW, instance):
            withdraw(self, object, *rest, **more)

    return passing


def _moving(move: Method) -> Method:
    @wraps(move)
    def passing(self: MovePageAction, page: Page, target: Page, parent_after: Page) -> None:
        ask(Change(Act.MOVE, [page], self.user, destination=parent_after))
        with following(Act.MOVE, page):
            move(self, page, target, parent_after)

    return passing


def _copying(copy: Method) -> Method:
    @wraps(copy)
    def passing(self: CopyPageAction, page: Page, to: Page | None = None, *rest: Any, **more: Any) -> Page:
        # The copy that becomes a translation gets another language with its place: that is another act.
        if self.reset_translation_key:
            ask(Change(Act.COPY, [page], self.user, destination=to or page.get_parent()))
        with transaction.atomic():
            copied: Page = copy(self, page, to, *rest, **more)
            follow(Act.COPY, copied, copied_from=page)
        return copied

    return passing


def _making_an_alias(make: Method) -> Method:
    @wraps(make)
    def passing(self: CreatePageAliasAction, page: Page, **more: Any) -> Page:
        ask(Change(Act.ALIAS, [page], self.user, destination=more.get("parent") or page.get_parent()))
        with transaction.atomic():
            alias: Page = make(self, page, **more)
            follow(Act.ALIAS, alias, copied_from=page)
        return alias

    return passing


def _deleting_a_page(delete: Method) -> Method:
    @wraps(delete)
    def passing(self: DeletePageAction, page: Page, *rest: Any, **more: Any) -> Any:
        ask(Change(Act.DELETE, [page], self.user))
        return delete(self, page, *rest, **more)

    return passing


def _translating(translate: Method) -> Method:
    @wraps(translate)
    def passing(self: Any, original: Any, *rest: Any, **more: Any) -> Any:
        ask(Change(Act.TRANSLATE, [original], self.user))
        with transaction.atomic():
            translation = translate(self, original, *rest, **more)
            if translation.pk is None:
                # A snippet, which its caller stores.
                translation.finish_translation = partial(follow, Act.TRANSLATE, translation, original=original)
                return translation
            follow(Act.TRANSLATE, translation, original=original)
        # What follows may have written it again.
        return type(translation)._default_manager.get(pk=translation.pk)

    return passing


def _stored(instance: Any, **kwargs: Any) -> None:
    finish = instance.__dict__.pop("finish_translation", None)
    if finish is not None:
        finish()


# Pages that go with the page above them, and snippets that go with others, have no action of theirs.
def _deleting(instance: Any, **kwargs: Any) -> None:
    instance.finish_deletion = begin(Act.DELETE, instance)


def _deleted(instance: Any, **kwargs: Any) -> None:
    instance.finish_deletion()


def _restricting(instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        ask(Change(Act.RESTRICT, [instance.page]))


def _restricted(instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        follow(Act.RESTRICT, instance)
