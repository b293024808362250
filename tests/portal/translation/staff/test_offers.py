"""Nothing is offered that will be refused: every link and button of the admin, for each role and state of a page."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from wagtail.models import Workflow, WorkflowPage
from wagtail_localize.models import Translation

from news.models import NewsListingPage, Topic
from portal.storage.transactions import WAGTAILS_REFUSAL
from portal.translation.staff.assigning import assign
from portal.translation.staff.handing_in import publish_or_hand_in
from portal.translation.staff.models import Role
from portal.translation.staff.workflows import set_up_workflow
from tests.client import Client, form_data
from tests.factories import content

from ..conftest import OnCommit, browser_of, group_of, member

pytestmark = pytest.mark.django_db

# How often an address of a kind is asked for by one person: lists are long.
MOST_OF_A_KIND = 14
REFUSALS = re.compile(
    f"{re.escape(WAGTAILS_REFUSAL)}|You may not|could not be saved as it is locked|not made into alias"
)


@pytest.fixture
def people(staff: None) -> dict[str, User]:
    both = [group_of(Role.TRANSLATOR, "lt", "en"), group_of(Role.REVIEWER)]
    return {
        "administrator": User.objects.create_superuser("administrator", "administrator@example.org"),
        "editor": member(group_of(Role.EDITOR), name="editor"),
        "translator": member(group_of(Role.TRANSLATOR, "lt", "en"), name="translator"),
        "wrong": member(group_of(Role.TRANSLATOR, "en", "lt"), name="wrong"),
        "reviewer": member(group_of(Role.REVIEWER), name="reviewer"),
        "both": member(*both, name="both"),
    }


@pytest.fixture
def pages(people: dict[str, User], django_capture_on_commit_callbacks: OnCommit) -> dict[str, Any]:
    """A page in each state, by its name."""
    found: dict[str, Any] = {}
    editor, translator, reviewer = people["editor"], people["translator"], people["reviewer"]
    with django_capture_on_commit_callbacks(execute=True):
        set_up_workflow()
        workflow = Workflow.objects.get(workflow_tasks__task__translationtask__isnull=False)
        topic = content.make_topic("Tema")
        content.translate(topic)
        other = content.make_topic("Neversta")
        for name in ("translating", "incomplete", "handed in", "returned", "given back"):
            WorkflowPage.objects.update_or_create(
                page=NewsListingPage.objects.get(locale=content.locale("en")).page_ptr, defaults={"workflow": workflow}
            )
            item = content.make_item(name, topics=[topic, other])
            assign(item, content.locale("en"), translator, by=editor)
            translation = Translation.objects.get(source__object_id=item.translation_key)
            if name != "incomplete":
                content.fill(translation)
            state = translation.get_target_instance().current_workflow_state
            if name == "given back":
                state.current_task_state.reject(user=translator, comment="Unclear")
            if name in ("handed in", "returned"):
                publish_or_hand_in(translation, translator)
            if name == "returned":
                state.refresh_from_db()
                state.current_task_state.reject(user=reviewer, comment="Which one?")
            found[name] = translation.get_target_instance()
        WorkflowPage.objects.all().delete()
        found["original"] = content.make_item("original", topics=[topic, other])
        found["translation"] = content.translate(content.make_item("translated", topics=[topic, other]))
        found["draft"] = content.make_item("draft", publish=False)
        found["other direction"] = content.translate(content.make_item("English", "en"), "lt")
        apart = content.translate(content.make_item("apart"))
        content.set_apart(apart)
        found["apart"] = apart
        for name, owner in (("locked by editor", editor), ("locked by translator", translator)):
            locked = content.translate(content.make_item(name))
            type(locked).objects.filter(pk=locked.pk).update(locked=True, locked_by=owner, locked_at=timezone.now())
            found[name] = locked
        reviewed = content.make_item("original in review")
        workflow.start(reviewed, editor)
        found["original in review"] = reviewed
    return found


def offered(address: str, soup: BeautifulSoup) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, address and data of whatever can be followed or pressed."""
    for link in soup.select("a[href]"):
        yield "get", urljoin(address, str(link["href"])), {}
    for menu in soup.select("#wagtail-sidebar-props"):
        for url in re.findall(r'"url": "(/admin/[^"]*)"', menu.text):
            yield "get", url, {}
    for element in soup.select("[data-w-action-url-value]"):
        yield "post", str(element["data-w-action-url-value"]), {}
    for element in soup.select("[data-workflow-action-url]"):
        method = "get" if element.has_attr("data-launch-modal") else "post"
        yield method, str(element["data-workflow-action-url"]), {}
    for form in soup.select("form[method=post i]"):
        yield from _pressed(address, soup, form)
    for editor in soup.select("[data-props]"):
        yield from _of_editor(address, json.loads(html.unescape(str(editor["data-props"]))))


def _pressed(address: str, soup: BeautifulSoup, form: Tag) -> Iterator[tuple[str, str, dict[str, Any]]]:
    target = urljoin(address, str(form.get("action") or ""))
    if not urlsplit(target).path.startswith("/admin/") or "logout" in target or "account" in target:
        return
    buttons = form.select("button[type=submit], input[type=submit]")
    if form.get("id"):
        buttons += soup.select(f"button[form={form['id']}]")
    for button in buttons:
        if button.has_attr("disabled"):
            continue
        data = form_data(form)
        if button.get("name"):
            data[str(button["name"])] = [str(button.get("value", ""))]
        if form.get("id") == "page-edit-form":
            # What a script adds of a text in blocks.
            data.setdefault("body-count", ["0"])
        if "workflow-action-name" in data:
            data["action-workflow-action"] = ["true"]
        yield "post", target, {name: value for name, value in data.items() if name != "csrfmiddlewaretoken"}


def _of_editor(address: str, props: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What wagtail-localize's script makes of what it is given."""
    may, links, is_locked = props["perms"], props["links"], props["object"]["isLocked"]
    for is_shown, name, method in (
        (True, "stopTranslationUrl", "post"),
        (True, "convertToAliasUrl", "get"),
        (may["canDelete"], "deleteUrl", "get"),
        (may["canLock"] and not is_locked, "lockUrl", "post"),
        (may["canUnlock"] and is_locked, "unlockUrl", "post"),
        (may["canUnpublish"], "unpublishUrl", "get"),
        (not is_locked, "downloadPofile", "get"),
    ):
        if is_shown and links[name]:
            yield method, links[name], {}
    if may["canPublish"]:
        yield "post", address, {"action": "publish"}
    if not is_locked and props["machineTranslator"]:
        yield "post", props["machineTranslator"]["url"], {}
    for mode in props["previewModes"]:
        yield "get", mode["url"], {}
    for segment in props["segments"]:
        if segment["type"] == "related_object":
            if segment["dest"] and segment["dest"]["editUrl"]:
                yield "get", segment["dest"]["editUrl"], {}
            if not segment["dest"] and segment["source"] and segment["source"]["createTranslationRequestUrl"]:
                yield "get", segment["source"]["createTranslationRequestUrl"], {}
        elif not is_locked:
            yield "put", segment["editUrl"], {"value": "x"}
    for override in [] if not is_locked else props["initialOverrides"]:
        yield "delete", str(override), {}


def send(client: Client, method: str, address: str, data: dict[str, Any]) -> Any:
    """As from the page that offers it; what it changes is taken back."""
    if method == "get":
        return client.get(address)
    with transaction.atomic():
        if method in ("put", "delete"):
            body = "&".join(f"{name}={value}" for name, value in data.items())
            answer = client.forge(address, body, method, content_type="application/x-www-form-urlencoded")
        else:
            answer = client.forge(address, data, follow=True)
        transaction.set_rollback(True)
    return answer


def refusal(answer: Any) -> str:
    """Why it was refused; "" where it was not."""
    if answer.status_code in (403, 404):
        return str(answer.status_code)
    if answer.status_code == 302 and answer["Location"] == reverse("wagtailadmin_home"):
        return "sent home"
    if not answer.streaming and answer.get("Content-Type", "").startswith("text/html"):
        found = REFUSALS.search(html.unescape(answer.content.decode()))
        return found[0] if found else ""
    return ""


def kind_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


@pytest.mark.parametrize("name", ["administrator", "editor", "translator", "wrong", "reviewer", "both"])
def test_whatever_the_admin_offers_to_somebody_it_does(
    name: str, people: dict[str, User], pages: dict[str, Any]
) -> None:
    client, topic = browser_of(people[name]), Topic.objects.earliest("pk")
    listings = [each.pk for each in NewsListingPage.objects.all()]
    starts = {
        "home": reverse("wagtailadmin_home"),
        "matrix": reverse("translation_matrix"),
        "topics": reverse("wagtailsnippets_news_topic:list"),
        **{f"list {pk}": reverse("wagtailadmin_explore", args=[pk]) for pk in listings},
        **{state: reverse("wagtailadmin_pages:edit", args=[page.pk]) for state, page in pages.items()},
        "history": reverse("wagtailadmin_pages:history", args=[pages["translation"].pk]),
    }
    asked: set[tuple[str, str, str]] = set()
    counts: dict[str, int] = {}
    refused = []
    for state, start in starts.items():
        shown = client.get(start)
        if shown.status_code != 200:
            continue
        soup = BeautifulSoup(shown.content.decode(), "lxml")
        for method, url, data in offered(start, soup):
            parts = urlsplit(url)
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            button = " ".join(key for key in data if key.startswith("action") or key.startswith("workflow"))
            key = (method, path, button)
            if "/bulk/" in path:
                # Its script adds what is selected.
                path += f"?id={pages['translation'].pk if '/page/' in path else topic.pk}"
            if parts.netloc or not path.startswith("/admin/") or key in asked or "logout" in path:
                continue
            asked.add(key)
            kind = f"{method} {kind_of(url)} {button}"
            counts[kind] = counts.get(kind, 0) + 1
            if counts[kind] > MOST_OF_A_KIND:
                continue
            if why := refusal(send(client, method, path, data)):
                refused.append(f"{state}: {method} {path} {button}: {why}")
    assert len(asked) > len(starts)
    assert not refused, "\n".join(refused)
