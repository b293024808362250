"""Whatever a text holds, each engine takes it, finds the rest of it, and gives it back."""

import datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.engines import Engine, SearchRequest
from search.index.document import LONGEST_TEXT, Document, FacetValue, LanguageDocument
from search.index.interface import IndexChange
from search.query.parse import parse
from tests.search.corpus import EN, LT, key

STRANGE = ["\x00", "\ud800", "\udfff x", "\u0301" * 500, "a" * 40_000, "-".join("ab" * 300), "日本語" * 400]
STRANGE += [
    "http://[",
    "https://x.lt／en",
    "\u2028</script>",
    "\x0b\x1f",
    "İ" * 300,
    "ﷺ" * 200,
    "1." * 800,
    "x.y@" * 200,
]
TEXTS = st.text(st.characters(), max_size=60) | st.sampled_from(STRANGE)


def made(text: str, code: str, label: str, *, is_scan: bool, day: datetime.date) -> Document:
    texts = {
        language: LanguageDocument(
            title=f"Neringa {text}",
            url=f"/{language}/1/",
            lead=text,
            body=f"{text}\n{label}",
            names=label,
            codes=(code, "1.1.1"),
            is_scan=is_scan,
            readings=text if is_scan else "",
            untranslated=(text,),
            source_language=LT,
        )
        for language in (LT, EN)
    }
    facets = dict.fromkeys(("topic", "person", "place"), (FacetValue(label, {LT: label, EN: text}),))
    return Document(key(1), "n-1", 1, day, texts, facets=facets, days=(day,))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, code=TEXTS, label=TEXTS, is_scan=st.booleans(), day=st.dates())
@example(text="\ud800\x00", code="\ud800", label="\x00", is_scan=True, day=datetime.date.min)
@example(text="a" * 40_000, code="a" * 40_000, label="ą" * 20_000, is_scan=False, day=datetime.date.max)
def test_no_content_keeps_a_document_out(
    engine: Engine, text: str, code: str, label: str, is_scan: bool, day: datetime.date
) -> None:
    document = made(text, code, label, is_scan=is_scan, day=day)
    version = max((entry.version for entry in engine.entries([key(1)])), default=0) + 1
    engine.write([IndexChange(key(1), version, document)])

    (entry,) = engine.entries([key(1)])
    assert (entry.version, entry.fingerprint) == (version, document.fingerprint())
    for language in (LT, EN):
        response = engine.search(SearchRequest(parse("neringa"), language))
        assert [hit.document.number for hit in response.hits] == [1]
    engine.complete("nerin", LT, 5)


@pytest.mark.parametrize("text", ["a" * 2_000_000, "ab " * 100_000 + "a" * 1_000_000])
def test_no_length_keeps_a_document_out(engine: Engine, text: str) -> None:
    document = made(text, "1", "x", is_scan=False, day=datetime.date(2017, 4, 3))
    assert len(document.languages[LT].body) <= LONGEST_TEXT
    engine.write([IndexChange(key(1), 1, document)])
    assert engine.search(SearchRequest(parse("neringa"), LT)).total == 1
