"""Ways to publish, withdraw, move, copy, delete, translate and restrict a text, as people and programs go them.

Each gets the administrator's browser, an original and its complete translation, which are drafts where they are to be
published, and published otherwise.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, PageViewRestriction, Revision, Workflow, WorkflowTask

from home.models import StandardPage
from news.models import NewsItemPage, Topic
from portal.translation.freshness.models import PublishedText
from portal.translation.localize import Translation
from portal.translation.publishing import Act
from portal.translation.release.pair import pair_of
from portal.translation.release.releasing import release, withdraw
from portal.translation.release.scheduled import publish_scheduled
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form

Way = Callable[[Client, NewsItemPage, NewsItemPage], Any]


def page_editor(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return client.forge(_edit(item), item_form(title=item.title, slug=item.slug, **{"action-publish": "on"}))


def page_editor_of_a_new_page(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    address = reverse("wagtailadmin_pages:add", args=["news", "newsitempage", item.get_parent().pk])
    return client.forge(address, item_form(title="Nauja", slug="nauja", **{"action-publish": "on"}))


def translation_editor(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return client.forge(_edit(english), {"action": "publish"})


def bulk_publish(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _bulk(client, "publish", item)


def bulk_publish_of_the_page_above(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _bulk(client, "publish", item.get_parent(), include_descendants="on")


def synced_translations(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    source = _translation(item).source_id
    return client.forge(reverse("wagtail_localize:update_translations", args=[source]), {"publish_translations": "on"})


def matrix(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    item.latest_revision.publish()
    text = PublishedText.objects.get(translation_key=item.translation_key)
    return client.forge(reverse("translation_matrix_act", args=[text.pk, "en", "publish"]))


def release_of_all_languages(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return client.forge(reverse("translation_release", args=[item.pk]), {"at": ""})


def planned_release_of_all_languages(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return client.forge(
        reverse("translation_release", args=[item.pk]), {"at": f"{timezone.localdate().year + 1}-01-01 12:00"}
    )


def approval(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    state = _in_workflow(item)
    return client.forge(reverse("wagtailadmin_pages:workflow_action", args=[item.pk, "approve", state]))


def approval_in_the_editor(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    _in_workflow(item)
    button = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    return client.forge(_edit(item), item_form(title=item.title, slug=item.slug, **button))


def admin_api(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _api(client, item, "publish")


def scheduler(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    Revision.objects.filter(pk=item.latest_revision_id).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=1)
    )
    publish_scheduled()


def scheduler_of_a_release(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    plan = release(pair_of(item), at=timezone.now() + timedelta(hours=1))
    assert plan is not None
    due = timezone.now() - timedelta(minutes=1)
    type(plan).objects.update(at=due)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.approved_go_live_at, revision.content["go_live_at"] = due, None
        revision.save()
    publish_scheduled()


def import_of_a_changed_item(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    _import(item.record.identifier, "Pakeistas pavadinimas")


def import_of_a_new_item(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    _import("nauja-naujiena", "Nauja naujiena")


def code(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    item.latest_revision.publish()


def code_of_wagtail_localize(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    _translation(item).save_target(publish=True)


def snippet_editor(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    topic = Topic.objects.get()
    form = {"name": topic.name, "slug": topic.slug, "action-publish": "on"}
    return client.forge(reverse("wagtailsnippets_news_topic:edit", args=[topic.pk]), form)


def page_editor_with_a_time(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    at = {"go_live_at": f"{timezone.localdate().year + 1}-01-01 12:00", "action-publish": "on"}
    return client.forge(_edit(item), item_form(title=item.title, slug=item.slug, **at))


def withdrawal(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return client.forge(reverse("wagtailadmin_pages:unpublish", args=[item.pk]))


def withdrawal_in_all_languages(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return client.forge(reverse("translation_withdraw", args=[item.pk]), {"at": ""})


def bulk_withdrawal(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _bulk(client, "unpublish", item)


def withdrawal_of_the_page_above(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    address = reverse("wagtailadmin_pages:unpublish", args=[item.get_parent().pk])
    return client.forge(address, {"include_descendants": "on"})


def withdrawal_by_the_admin_api(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _api(client, item, "unpublish")


def withdrawal_of_a_snippet(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return client.forge(reverse("wagtailsnippets_news_topic:unpublish", args=[Topic.objects.get().pk]))


def expiry(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    Page.objects.filter(pk=item.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    publish_scheduled()


def withdrawal_by_code(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    withdraw(pair_of(item))


def move(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    page, other = _pages_to_move()
    return client.forge(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, other.pk]))


def bulk_move(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    page, other = _pages_to_move()
    return _bulk(client, "move", page, chooser=other.pk)


def order(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    _page, other = _pages_to_move()
    return client.forge(reverse("wagtailadmin_pages:set_page_position", args=[other.pk]) + "?position=0")


def move_by_the_admin_api(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    page, other = _pages_to_move()
    return _api(client, page, "move", destination_page_id=other.pk)


def move_by_code(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    page, other = _pages_to_move()
    page.move(other, pos="last-child")


def copy(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    form = {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": item.get_parent().pk}
    return client.forge(reverse("wagtailadmin_pages:copy", args=[item.pk]), form)


def published_copy(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    form = {"new_title": "Kopija", "new_slug": "kopija", "new_parent_page": item.get_parent().pk}
    return client.forge(reverse("wagtailadmin_pages:copy", args=[item.pk]), {**form, "publish_copies": "on"})


def copy_by_the_admin_api(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _api(client, item, "copy", slug="kopija")


def copy_by_code(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    item.copy(update_attrs={"slug": "kopija"})


def deletion(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return client.forge(reverse("wagtailadmin_pages:delete", args=[item.pk]))


def bulk_deletion(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _bulk(client, "delete", item)


def deletion_by_the_admin_api(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _api(client, item, "delete")


def deletion_by_code(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    item.delete()


def translate(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    address = reverse("wagtail_localize:submit_page_translation", args=[_untranslated(item).pk])
    return client.forge(address, {"locales": [content.locale("en").pk]})


def translate_from_the_matrix(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    text = PublishedText.objects.get(translation_key=_untranslated(item).translation_key)
    return client.forge(reverse("translation_matrix_act", args=[text.pk, "en", "translate"]))


def translate_by_the_admin_api(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    return _api(client, _untranslated(item), "copy_for_translation", locale="en")


def translate_by_code(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    _untranslated(item).copy_for_translation(content.locale("en"))


def restrict(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    address = reverse("wagtailadmin_pages:set_privacy", args=[item.pk])
    return client.forge(address, {"restriction_type": "login", "password": "", "groups": []})


def restrict_by_code(client: Client, item: NewsItemPage, english: NewsItemPage) -> Any:
    PageViewRestriction.objects.create(page=item, restriction_type=PageViewRestriction.LOGIN)


def _translation(item: NewsItemPage) -> Translation:
    return Translation.objects.get(source__object_id=item.translation_key)


def _edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _bulk(client: Client, action: str, page: Page, **choices: Any) -> Any:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return client.forge(f"{address}?id={page.pk}&next=/admin/", choices)


def _api(client: Client, page: Page, action: str, **arguments: Any) -> Any:
    return client.forge(f"/admin/api/main/pages/{page.pk}/action/{action}/", arguments)


def _in_workflow(item: NewsItemPage) -> int:
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Review"))
    return int(workflow.start(item, None).current_task_state.pk)


def _import(identifier: str, title: str) -> None:
    line = {
        "identifier": identifier,
        "date": "2017-04-03",
        "source_language": "lt",
        "languages": {"lt": {"title": title, "lead": "Įžanga.", "body": ["Pastraipa."]}},
    }
    file = Path("items.jsonl")
    file.write_text(json.dumps(line), encoding="utf-8")
    call_command("import_items", str(file), "--publish")


def _pages_to_move() -> tuple[Page, Page]:
    page, other = StandardPage.objects.filter(title__startswith="Puslapis").order_by("title")
    return page, other


def _untranslated(item: NewsItemPage) -> NewsItemPage:
    return NewsItemPage.objects.get(locale=item.locale, title="Neišversta")


WAYS: dict[Act, list[Way]] = {
    Act.PUBLISH: [
        page_editor,
        page_editor_of_a_new_page,
        translation_editor,
        bulk_publish,
        bulk_publish_of_the_page_above,
        synced_translations,
        matrix,
        release_of_all_languages,
        approval,
        approval_in_the_editor,
        admin_api,
        scheduler,
        scheduler_of_a_release,
        import_of_a_changed_item,
        import_of_a_new_item,
        snippet_editor,
        code,
        code_of_wagtail_localize,
    ],
    Act.SCHEDULE: [page_editor_with_a_time, planned_release_of_all_languages],
    Act.WITHDRAW: [
        withdrawal,
        withdrawal_in_all_languages,
        withdrawal_of_the_page_above,
        bulk_withdrawal,
        withdrawal_by_the_admin_api,
        withdrawal_of_a_snippet,
        withdrawal_by_code,
        expiry,
    ],
    Act.MOVE: [move, bulk_move, order, move_by_the_admin_api, move_by_code],
    Act.COPY: [copy, published_copy, copy_by_the_admin_api, copy_by_code],
    Act.DELETE: [deletion, bulk_deletion, deletion_by_the_admin_api, deletion_by_code],
    Act.TRANSLATE: [translate, translate_from_the_matrix, translate_by_the_admin_api, translate_by_code],
    Act.RESTRICT: [restrict, restrict_by_code],
}
