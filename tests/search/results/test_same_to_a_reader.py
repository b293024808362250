"""What stands in the address of a search is read as texts are compared."""

import re
from html import unescape

import pytest

from search.index.document import LanguageDocument
from search.query.matching import Matching
from search.query.parse import parse
from search.results.forms import CompletionForm, SearchForm
from search.results.highlight import Highlighter
from tests.search.corpus import LT


def test_filters_words_and_pages_of_an_address_are_read_as_they_are_compared() -> None:
    asked = {
        "q": "vizi\u00adtas\u200b",
        "place": "O\u00adslas\u00a0",
        "year": "２０１７",
        "available": "lt\u200b",
        "page": "２",
    }
    form = SearchForm(asked)
    assert form.is_valid(), form.errors
    assert form.filters() == {"language": "lt", "year": "2017", "place": "Oslas"}
    assert form.search_request(LT).query == parse("vizitas")
    assert form.search_request(LT).page == 2
    completion = CompletionForm({"q": "vizi\u00adt"})
    assert completion.is_valid()
    assert completion.cleaned_data["q"] == "vizit"


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        ("vizi\u00adtas Osle", "vizi\u00adtas"),
        ("s\u030cirdies vizitas", "vizitas"),
        ("Z\u030cemės vizi\u0301tas.", "vizi\u0301tas"),
        ("\u202evizitas\u202c", "vizitas"),
        ("ﬁlmo „vizi\u2060tas“", "vizi\u2060tas"),
    ],
)
def test_a_mark_holds_the_word_as_it_stands(title: str, marked: str) -> None:
    text = LanguageDocument(title=title, url="/", body=title)
    html = Highlighter(parse("vizitai"), LT, Matching()).explain(text).highlights[0].html
    assert re.findall("<mark>(.*?)</mark>", html) == [marked]
    assert unescape(re.sub("</?mark>", "", html)) == title
