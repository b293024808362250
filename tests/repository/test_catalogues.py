"""Every message of the source code is in the catalogue of every language, translated."""

from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.checkers import python_format

from tests.repository.catalogues import (
    SOURCE_LANGUAGE,
    collect,
    copy_sources,
    messages,
    read_catalogue,
    translated_languages,
)
from tests.repository.files import ROOT


def key(message: Message) -> tuple[object, ...]:
    return (message.context, message.id)


def is_complete(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(forms) and all(forms) and not message.fuzzy


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources whose catalogues have just been collected."""
    root = tmp_path_factory.mktemp("catalogues")
    copy_sources(root)
    collect(root, translated_languages())
    return root


def test_there_is_a_language_to_translate_into() -> None:
    assert translated_languages()
    assert SOURCE_LANGUAGE not in translated_languages()


def test_catalogues_hold_exactly_the_messages_of_the_source_code(collected: Path) -> None:
    for language in translated_languages():
        present = {key(message) for message in messages(read_catalogue(ROOT, language))}
        needed = {key(message) for message in messages(read_catalogue(collected, language))}
        assert needed, "makemessages found nothing"
        assert sorted(map(str, needed - present)) == [], "run make catalogues"
        assert sorted(map(str, present - needed)) == [], "run make catalogues"


def test_the_messages_in_blocks_of_compiled_templates_are_collected(tmp_path: Path) -> None:
    copy_sources(tmp_path)
    added = tmp_path / "news" / "jinja2" / "news" / "added.html"
    added.write_text(
        "{% trans name=page.title %}Seen of {{ name }} here{% endtrans %}"
        "{% trans count=pages|length %}{{ count }} page here{% pluralize %}{{ count }} pages here{% endtrans %}"
        '{{ _("A function here") }}'
        "\n{% trans name=page.title %}\n  Lines of {{ name }}\n{% endtrans %}\n"
    )
    collect(tmp_path, translated_languages())
    for language in translated_languages():
        found = [message.id for message in messages(read_catalogue(tmp_path, language))]
        assert "  Lines of %(name)s\n" in found
        for needed in ("Seen of %(name)s here", ("%(count)s page here", "%(count)s pages here"), "A function here"):
            assert needed in found


def test_every_message_is_translated() -> None:
    for language in translated_languages():
        todo = [str(message.id) for message in messages(read_catalogue(ROOT, language)) if not is_complete(message)]
        assert todo == []


def test_translations_fill_in_the_same_values() -> None:
    for language in translated_languages():
        catalogue = read_catalogue(ROOT, language)
        for message in messages(catalogue):
            python_format(catalogue, message)
