"""What the readers say in codes is said to people in words."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from news.importer import reading
from news.importer.pipeline.wording import WORDINGS, worded
from news.importer.reading.messages import Code, Message

# A value for each parameter that a message may have.
VALUES = {
    **{
        "limit": 3,
        "count": 2,
        "ratio": 200,
        "error": "x",
        "reason": "the reason",
        "format": "DOC",
        "suffix": ".txt",
        "kind": "PDF",
    },
    **{"pages": (1, 2), "packages": ("tesseract-ocr",), "lines": ("Lietuva",)},
}


def parameters_of(code: Code) -> list[str]:
    """As the comment behind the code names them."""
    source = Path(reading.__path__[0], "messages.py").read_text()
    line = re.search(rf'^    {code.name} = "\w+"(?:  # (.*))?$', source, re.M)
    assert line is not None
    return [name for name in re.findall(r"\w+", line[1] or "") if name in VALUES]


def test_every_code_has_a_wording() -> None:
    assert set(WORDINGS) == set(Code)


@pytest.mark.parametrize("code", Code)
def test_a_message_is_a_sentence_in_either_language_with_all_of_its_parameters(code: Code) -> None:
    message = Message(code, {name: VALUES[name] for name in parameters_of(code)})
    said = set()
    for language in ("lt", "en"):
        with override(language):
            said.add(worded(message))
    assert len(said) == 2
    for text in said:
        assert "%(" not in text
        assert not re.search(r"\(\'|None", text)


def test_the_plural_follows_the_number() -> None:
    with override("en"):
        one, two = (worded(Message(Code.LOST_PICTURES, {"count": count})) for count in (1, 2))
    assert one.startswith("1 picture ")
    assert two.startswith("2 pictures ")


def test_a_file_of_no_known_kind_is_told_which_kinds_there_are() -> None:
    said = worded(Message(Code.NOT_TEXT))
    for kind in ("DOCX", "HTML", "JPEG", "ODT", "PDF", "PNG", "RTF", "TIFF", "TXT", "ZIP"):
        assert kind in said
