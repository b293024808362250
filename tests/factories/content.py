"""Content made through the model code that editors use; each function saves and, unless told otherwise, publishes."""

import datetime
import uuid
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from news.models import (
    ItemOrganisation,
    ItemTopic,
    NewsItemPage,
    NewsListingPage,
    Organisation,
    Participation,
    Person,
    ProjectIndexPage,
    ProjectPage,
    Topic,
)
from news.models.entity import Entity

EntityType = TypeVar("EntityType", bound=Entity)
InstanceType = TypeVar("InstanceType", bound=TranslatableMixin)


def locale(language: str = "lt") -> Locale:
    return Locale.objects.get(language_code=language)


def paragraph(text: str) -> dict[str, Any]:
    return block({"type": "paragraph", "value": f"<p>{text}</p>"})


def block(part: dict[str, Any]) -> dict[str, Any]:
    """A block of a body with an identifier of its own."""
    return {**part, "id": str(uuid.uuid4())}


def make_entity(model: type[EntityType], name: str, language: str = "lt", **values: Any) -> EntityType:
    entity = model(name=name, locale=locale(language), **values)
    entity.save()
    entity.save_revision().publish()
    return model._default_manager.get(pk=entity.pk)


def make_topic(name: str = "Partnerystė", language: str = "lt", **values: Any) -> Topic:
    return make_entity(Topic, name, language, **values)


def make_person(name: str = "Ona Onaitė", language: str = "lt", **values: Any) -> Person:
    return make_entity(Person, name, language, **values)


def make_organisation(name: str = "Utenos biblioteka", language: str = "lt", **values: Any) -> Organisation:
    return make_entity(Organisation, name, language, **values)


def make_item(
    title: str = "Partnerių vizitas Osle",
    language: str = "lt",
    *,
    body: Sequence[str | dict[str, Any]] = ("Pirma pastraipa.",),
    topics: Sequence[Topic] = (),
    people: Sequence[Person] = (),
    organisations: Sequence[Organisation] = (),
    publish: bool = True,
    **values: Any,
) -> NewsItemPage:
    own = locale(language)
    values = {"lead": f"{title}: įžanga.", "date": datetime.date(2017, 4, 3), **values}
    item = NewsItemPage(
        title=title,
        locale=own,
        live=False,
        body=[paragraph(part) if isinstance(part, str) else block(part) for part in body],
        **values,
    )
    item.topics.add(*(ItemTopic(topic=topic, locale=own) for topic in topics))
    item.people.add(*(Participation(person=person, locale=own) for person in people))
    item.organisations.add(*(ItemOrganisation(organisation=each, locale=own) for each in organisations))
    NewsListingPage.objects.get(locale=own).add_child(instance=item)
    return _finish(item, publish)


def make_project(title: str = "Klasterystės projektas", language: str = "lt", **values: Any) -> ProjectPage:
    own = locale(language)
    project = ProjectPage(title=title, locale=own, live=False, **values)
    ProjectIndexPage.objects.get(locale=own).add_child(instance=project)
    return _finish(project, publish=True)


def _finish(page: Any, publish: bool) -> Any:
    revision = page.save_revision()
    if publish:
        revision.publish()
    return type(page).objects.get(pk=page.pk)


def submit(instance: TranslatableMixin, language: str = "en") -> Translation:
    """What “Translate this page” does: a source, a translation, an unpublished page of the other language."""
    source, _ = TranslationSource.update_or_create_from_instance(instance)
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale(language))
    translation.save_target(publish=False)
    return translation


def fill(translation: Translation, text: Callable[[str], str] = "EN {}".format) -> None:
    """Translates every segment that has no translation yet."""
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": text(segment.string.data), "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
        )


def translate(
    instance: InstanceType, language: str = "en", text: Callable[[str], str] = "EN {}".format
) -> InstanceType:
    """A complete, published translation."""
    translation = submit(instance, language)
    fill(translation, text)
    translation.save_target(publish=True)
    return fresh(translation.get_target_instance())


def set_apart(instance: TranslatableMixin) -> Translation:
    """What “Stop synced translation” does: from now on the text is edited by hand."""
    translation = Translation.objects.get(
        source__object_id=instance.translation_key, target_locale=instance.locale, enabled=True
    )
    translation.enabled = False
    translation.save(update_fields=["enabled"])
    return translation


def current(translation: Translation) -> Translation:
    """The translation as it is in the database, its source included."""
    return Translation.objects.select_related("source", "target_locale").get(pk=translation.pk)


def fresh(instance: Any) -> Any:
    return type(instance)._default_manager.get(pk=instance.pk)
