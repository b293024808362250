"""Lines about topics, organisations and people."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _
from wagtail.models import Locale

from news.models import Organisation, Person, Topic
from news.models.entity import Entity
from portal.addresses.slugs import slug_from
from portal.i18n import language_codes
from portal.languages.common.countries import COUNTRY_CODES

from .composing import Version
from .files import File, find_image, read_file
from .pages import LineOutcome, LineResult, present, set_present
from .reading import ABSENT, Absent, ObjectReader, Rejected, check_languages
from .references import References
from .storing import latest, store
from .translating import content_of, find_target, write_translation

MODELS: dict[str, type[Entity]] = {"topic": Topic, "organisation": Organisation, "person": Person}
TEXTS: dict[type[Entity], tuple[str, ...]] = {
    Topic: ("name", "description"),
    Organisation: ("name", "short_name", "description"),
    Person: ("name", "role", "biography"),
}
PICTURES: dict[type[Entity], str] = {Organisation: "logo", Person: "photograph"}


@dataclass(frozen=True)
class EntityText:
    texts: dict[str, str]
    slug: str
    link: str | Absent
    is_published: bool
    is_apart: bool
    untranslated: tuple[str, ...] | None


@dataclass(frozen=True)
class EntityLine:
    model: type[Entity]
    identifier: str
    source_language: str
    languages: dict[str, EntityText]
    translation_key: uuid.UUID | None
    country: str | Absent
    organisation: str | Absent
    picture: File | Absent | None


def read_entity(kind: str, keys: ObjectReader) -> EntityLine:
    """
    Raises:
        Rejected: with the key that is wrong.
    """
    model = MODELS[kind]
    identifier = keys.required_text("identifier", 100)
    try:
        validate_slug(identifier)
    except ValidationError as error:
        raise Rejected(f"“identifier”: {error.messages[0]}") from error
    languages = keys.object("languages")
    if languages is None or not languages.data:
        raise Rejected(_("“%(key)s” is missing or empty.") % {"key": "languages"})
    check_languages(languages)
    source_language = keys.choice("source_language", language_codes())
    source_language = source_language or next(code for code in language_codes() if code in languages.data)
    texts = {
        code: _read_text(ObjectReader(value, languages.name(code)), model) for code, value in languages.data.items()
    }
    picture = keys.object(PICTURES[model]) if model in PICTURES else None
    return EntityLine(
        model=model,
        identifier=identifier,
        source_language=source_language,
        languages=texts,
        translation_key=keys.key("translation_key"),
        country=present(keys, "country", keys.choice("country", COUNTRY_CODES)) if model is Organisation else ABSENT,
        organisation=present(keys, "organisation", keys.text("organisation")) if model is Person else ABSENT,
        picture=present(keys, PICTURES[model], read_file(picture) if picture else None)
        if model in PICTURES
        else ABSENT,
    )


def _read_text(keys: ObjectReader, model: type[Entity]) -> EntityText:
    texts = {"name": keys.required_text("name", 255)}
    for name in TEXTS[model][1:]:
        if keys.has(name):
            texts[name] = keys.text(name, model._meta.get_field(name).max_length)  # type: ignore[union-attr]
    link = present(keys, "link", keys.web_address("link", 200)) if model is Organisation else ABSENT
    untranslated = tuple(keys.names("untranslated")) if keys.has("untranslated") else None
    is_published, is_apart = keys.flag("published") is not False, bool(keys.flag("apart"))
    return EntityText(texts, keys.text("slug", 100), link, is_published, is_apart, untranslated)


class EntityWriter:
    """Writes lines about topics, organisations and people; call it in a transaction a line."""

    def __init__(self, references: References, publish: bool) -> None:
        self.references = references
        self.publish = publish

    def write(self, line: EntityLine) -> LineResult:
        """
        Raises:
            Rejected: nothing of the line may then be kept.
            ValidationError: the same.
        """
        notes: list[str] = []
        locale = self.references.locale(line.source_language)
        source = line.model._default_manager.filter(identifier=line.identifier, locale=locale).first()
        outcome = LineOutcome.UNCHANGED if source else LineOutcome.CREATED
        if source is None and line.source_language not in line.languages:
            values = {"language": line.source_language}
            raise Rejected(_("The text in the source language “%(language)s” is missing.") % values)
        source, is_changed = self._write_source(line, locale, source, notes)
        for code, text in line.languages.items():
            if code != line.source_language:
                is_changed |= self._write_target(line, source, self.references.locale(code), text, is_changed, notes)
        if is_changed:
            self.references.forget()
        return LineResult(LineOutcome.CHANGED if is_changed and outcome is LineOutcome.UNCHANGED else outcome, notes)

    def _write_source(self, line: EntityLine, locale: Locale, source: Any, notes: list[str]) -> tuple[Any, bool]:
        is_new = source is None
        if source is None:
            source = line.model(locale=locale, identifier=line.identifier, translation_key=self._key(line, notes))
        else:
            source = latest(source)
        before = None if is_new else content_of(source)
        text = line.languages.get(line.source_language)
        set_present(source, {"country": line.country})
        if not isinstance(line.organisation, Absent):
            source.organisation = self.references.organisation(line.organisation, locale) if line.organisation else None
        if not isinstance(line.picture, Absent):
            setattr(source, PICTURES[line.model], find_image(line.picture) if line.picture else None)
        if text is not None:
            set_present(source, {**text.texts, "link": text.link})
            source.slug = text.slug or source.slug
        is_changed = is_new or content_of(source) != before
        publish = self.publish and (text is None or text.is_published)
        if is_changed or (publish and not (source.live and not source.has_unpublished_changes)):
            store(source, publish=publish)
            return latest(line.model._default_manager.get(pk=source.pk)), True
        return source, False

    def _key(self, line: EntityLine, notes: list[str]) -> uuid.UUID:
        key = line.translation_key
        if key is not None and line.model._default_manager.filter(translation_key=key).exists():
            notes.append(_("Translation key %(key)s belongs to another; a new one was given.") % {"key": key})
            key = None
        return key or uuid.uuid4()

    def _write_target(
        self, line: EntityLine, source: Any, locale: Locale, text: EntityText, source_changed: bool, notes: list[str]
    ) -> bool:
        version = Version(texts=text.texts, is_apart=text.is_apart, untranslated=text.untranslated)
        if not isinstance(text.link, Absent):
            version.own_values["link"] = text.link
            # An address that only the translation has, or lacks, is nothing that a synced translation could keep.
            version.is_apart |= bool(text.link) != bool(source.link)

        def choose_slug(target: Any) -> str:
            return text.slug or target.slug or self._free_slug(line.model, target.name, locale)

        publish = self.publish and text.is_published and source.live
        target = find_target(source, locale)
        written = write_translation(
            source, target, locale, version, publish=publish, source_changed=source_changed, choose_slug=choose_slug
        )
        if written.missing and publish:
            values = {"language": locale, "count": written.missing}
            notes.append(_("“%(language)s” stays a draft: untranslated segments: %(count)d.") % values)
        return written.is_changed

    def _free_slug(self, model: type[Entity], name: str, locale: Locale) -> str:
        wanted = slug_from(name, 90)
        taken = set(
            model._default_manager.filter(locale=locale, slug__startswith=wanted).values_list("slug", flat=True)
        )
        slug, number = wanted, 1
        while slug in taken:
            number += 1
            slug = f"{wanted}-{number}"
        return slug
