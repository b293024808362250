"""The client of the tests refuses what a browser could not send."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.urls import path

from portal import urls

from .client import Client, NothingToPress

pytestmark = pytest.mark.urls(__name__)

FORM = """<form method="post" action="/sent/"><input type="hidden" name="csrfmiddlewaretoken" value="{}">
<input name="title" value="Vizitas"><textarea name="note">\nŽr. čia</textarea>
<select name="kind"><option value="a">A</option><option value="b" selected>B</option></select>
<input type="checkbox" name="on" checked><input type="checkbox" name="off"><input type="radio" name="one" value="1">
<button name="act" value="go">Go <span class="w-sr-only">: Vizitas</span></button><button>Stay</button></form>"""


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(FORM.format(get_token(request)))


def dead(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<form method="post" action="/sent/"><button>Go</button></form>')


def sent(request: HttpRequest) -> HttpResponse:
    names = sorted(set(request.POST) - {"csrfmiddlewaretoken"})
    return HttpResponse(" ".join(f"{name}={request.POST[name]}" for name in names))


urlpatterns = [path("form/", form), path("dead/", dead), path("sent/", sent), *urls.urlpatterns]


@pytest.fixture
def visitor() -> Client:
    return Client()


def test_a_form_is_sent_as_it_stands_with_the_button_that_was_pressed(visitor: Client) -> None:
    answer: Any = visitor.submit("/form/", "Go", title="Kelionė")
    assert answer.content.decode() == "act=go kind=b note=Žr. čia on=on title=Kelionė"
    assert visitor.post("/sent/", {"title": "Kelionė"}, page="/form/").content.decode() == "title=Kelionė"


def test_a_page_with_a_form_without_a_token_fails_whoever_looks_at_it(visitor: Client) -> None:
    with pytest.raises(NothingToPress):
        visitor.get("/dead/")


def test_what_no_page_offers_is_not_sent(visitor: Client) -> None:
    with pytest.raises(NothingToPress):
        visitor.post("/form/", {}, page="/form/")
    with pytest.raises(NothingToPress):
        visitor.submit("/form/", "Leave")
    with pytest.raises(NothingToPress):
        visitor.submit("/form/", "Go", unknown="x")


def test_without_a_token_a_request_is_refused_and_a_forged_one_gets_through(visitor: Client) -> None:
    assert visitor.beacon("/sent/", {"title": "x"}).status_code == 403
    assert visitor.forge("/sent/", {"title": "x"}).content.decode() == "title=x"
