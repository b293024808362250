"""After each change, of whatever kind, every kept page equals the page made anew: it is gone, or it need not be."""

import os
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction

from home.models import Footer, Menu, MenuItem
from news.models import (
    Attachment,
    ItemTopic,
    NewsItemPage,
    Organisation,
    Person,
    ProjectPage,
    Topic,
)
from portal.media.sizes import LARGE, made_size
from portal.translation.publishing import Refused
from tests.factories import content
from tests.portal.media.test_rights import make_picture
from tests.portal.translation.test_random_acts import REFUSALS, Staff

from .reader import Reader

pytestmark = pytest.mark.django_db(transaction=True)

# `make soak` takes more.
STEPS = int(os.environ.get("SOAK_STEPS", "30"))
MOST_ITEMS = 10
LOOKED_AT = 12


class Newsroom:
    """Changes news, what they name and what frames them, at random and by whatever way."""

    def __init__(self, chance: random.Random) -> None:
        self.chance, self.made = chance, 0
        self.user = get_user_model().objects.create_superuser("editor", "e@example.org", "secret")
        for number in range(3):
            content.make_topic(f"Tema {number}")
            content.make_organisation(f"Biblioteka {number}")
            content.make_person(f"Ona {number}")
            content.translate(content.make_project(f"Projektas {number}"))
        for _ in range(4):
            self.write()

    def acts(self) -> list[Callable[[], object]]:
        return [
            *[self.write, self.rewrite, self.translate, self.name_another] * 3,
            *[self.save_a_draft, self.update_behind_every_back, self.rename, self.withdraw, self.delete],
            *[self.restrict, self.open, self.move_project, self.change_menu, self.change_footer],
            *[self.attach, self.rename_document, self.link, self.change_slug, self.rename_project, self.redirect],
            *[self.withdraw_entity, self.make_a_size, self.make_a_size, self.rename_a_picture],
        ]

    def one(self, model: Any, **values: Any) -> Any:
        rows = list(model.objects.filter(**values).order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def text(self, word: str = "Vizitas") -> str:
        self.made += 1
        return f"{word} {self.made}"

    def write(self) -> None:
        if NewsItemPage.objects.count() >= MOST_ITEMS:
            return self.delete()
        project = self.one(ProjectPage, live=True, locale__language_code="lt")
        content.make_item(
            self.text(),
            topics=[self.one(Topic, locale__language_code="lt")],
            people=[self.one(Person, locale__language_code="lt")],
            organisations=[self.one(Organisation, locale__language_code="lt")],
            project=project.record if project and self.made % 2 else None,
            **({"picture": make_picture(), "picture_alt_text": "Uostas"} if self.made % 3 == 0 else {}),
        )

    def item(self, **values: Any) -> Any:
        return self.one(NewsItemPage, locale__language_code="lt", **values)

    def revise(self, change: Callable[[Any], object]) -> None:
        item = self.item(live=True)
        if item is not None:
            draft = item.get_latest_revision_as_object()
            change(draft)
            draft.save_revision(user=self.user).publish(user=self.user)

    def rewrite(self) -> None:
        self.revise(lambda draft: setattr(draft, "title", self.text()))

    def change_slug(self) -> None:
        self.revise(lambda draft: setattr(draft, "slug", f"naujas-{self.made}"))

    def link(self) -> None:
        other = self.item()
        html = f'<a linktype="page" id="{other.pk}">žr. čia</a>' if other else "Niekur"
        self.revise(lambda draft: setattr(draft, "body", [("paragraph", html)]))

    def name_another(self) -> None:
        topic = self.one(Topic, locale__language_code="lt")
        if topic is not None:
            self.revise(lambda draft: setattr(draft, "topics", [ItemTopic(topic=topic, locale=draft.locale)]))

    def attach(self) -> None:
        document = get_document_model().objects.create(title=self.text("Ataskaita"), file=ContentFile(b"%PDF-1.4", "a"))
        self.revise(
            lambda draft: setattr(draft, "attachments", [Attachment(document=document, locale=draft.locale, title="")])
        )

    def translate(self) -> None:
        item = self.item(live=True)
        if item is not None:
            content.translate(item)

    def save_a_draft(self) -> None:
        if item := self.item():
            item.title = self.text("Juodraštis")
            item.save_revision(user=self.user)

    def update_behind_every_back(self) -> None:
        NewsItemPage.objects.filter(live=True).update(lead=self.text("Įžanga"))

    def rename(self) -> None:
        entity = self.one(self.chance.choice([Topic, Organisation, Person]))
        if entity is not None:
            entity.name = self.text("Vardas")
            entity.save_revision().publish()

    def withdraw_entity(self) -> None:
        if entity := self.one(self.chance.choice([Topic, Organisation, Person]), live=True):
            entity.unpublish()

    def rename_project(self) -> None:
        project = self.one(ProjectPage, live=True, locale__language_code="lt")
        if project is not None:
            project.title = self.text("Projektas")
            project.save_revision().publish()

    def move_project(self) -> None:
        ProjectPage.objects.filter(live=True).update(first_day=F("last_day"))

    def rename_document(self) -> None:
        if document := self.one(get_document_model()):
            document.title = self.text("Ataskaita")
            document.save()

    def withdraw(self) -> None:
        if item := self.item(live=True):
            item.unpublish(user=self.user)

    def delete(self) -> None:
        if item := self.item():
            Page.objects.get(pk=item.pk).specific.delete()

    def restrict(self) -> None:
        if page := self.item():
            PageViewRestriction.objects.create(page=page.page_ptr, restriction_type="login")

    def open(self) -> None:
        PageViewRestriction.objects.all().delete()

    def change_menu(self) -> None:
        menu = Menu.objects.get(locale=content.locale("lt"))
        if menu.items.count() > 6:
            menu.items.last().delete()
        elif item := self.item():
            MenuItem.objects.create(menu=menu, label=self.text("Meniu"), page=item.page_ptr, locale=menu.locale)

    def change_footer(self) -> None:
        footer = self.one(Footer)
        footer.donor_line = self.text("Lėšos")
        footer.save()

    def make_a_size(self) -> None:
        if item := self.item(picture__isnull=False):
            made_size(item.picture, self.chance.choice(LARGE))

    def rename_a_picture(self) -> None:
        if item := self.item(picture__isnull=False):
            item.picture.title = self.text("Nuotrauka")
            item.picture.save()

    def redirect(self) -> None:
        Redirect.add_redirect(f"/{self.text('senas').replace(' ', '-')}/", "/lt/", is_permanent=False)


def addresses() -> list[str]:
    found = ["/lt/", "/en/", "/lt/naujienos/", "/en/news/", "/lt/temos/", "/lt/asmenys/", "/lt/organizacijos/"]
    found += [page.url for page in Page.objects.filter(depth__gt=2).select_related("locale") if page.url]
    for index, model in (("temos", Topic), ("organizacijos", Organisation)):
        rows = model.objects.filter(locale__language_code="lt")
        found += [f"/lt/{index}/{slug}/" for slug in rows.values_list("slug", flat=True)]
    return found


def differing(reader: Reader, looked_at: list[str]) -> list[str]:
    found = []
    for address in looked_at:
        kept, anew = reader.get(address), reader.get_anew(address)
        if (kept.status, kept.body) != (anew.status, anew.body) and "csrfmiddlewaretoken" not in anew.text:
            found.append(address)
    return found


def test_no_kept_page_is_older_than_what_it_shows(reader: Reader) -> None:
    chance = random.Random(20)  # noqa: S311
    newsroom, staff = Newsroom(chance), Staff(chance)
    acts: Counter[str] = Counter()
    stayed = taken = 0
    for step in range(STEPS):
        known = addresses()
        looked_at = chance.sample(known, min(LOOKED_AT, len(known)))
        for address in looked_at:
            reader.get(address)
        if step % 4 == 3:
            act = staff.act()
        else:
            chosen = chance.choice(newsroom.acts())
            act = chosen.__name__
            try:
                with transaction.atomic():
                    chosen()
            except (*REFUSALS, Refused):
                act += " refused"
        acts[act] += 1
        before = reader.made
        assert differing(reader, looked_at) == [], f"step {step}: {act}"
        taken += reader.made - before
        stayed += len(looked_at) - (reader.made - before)
    assert min(stayed, taken) > STEPS, (stayed, taken)
    done = {act for act in acts if not act.endswith((" refused", " nothing"))}
    assert len(done) > 10, acts
    print(stayed, taken, len(done), acts)
