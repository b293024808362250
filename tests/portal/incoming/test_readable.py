"""Whatever a request says about its charset, it is read as UTF-8 or refused."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from portal.incoming.readable import ReadableRequestMiddleware
from tests.client import Client

CHARSETS = ["zip", "rot13", "punycode", "hex", "undefined", "utf-7", "utf-16", "latin-1", "no-such", "idna", ""]
ADDRESSES = ["/api/search/?q=a", "/en/search/?q=a", "/admin/login/", "/robots.txt", "/static/x", "/no-such"]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_another_charset_than_utf_8_is_refused_at_every_address(client: Client, charset: str, address: str) -> None:
    for method in ("get", "put"):
        response = (
            client.forge(address, method=method, content_type=f"text/plain; charset={charset}")
            if (method == "put")
            else client.get(address, CONTENT_TYPE=f"text/plain; charset={charset}")
        )
        assert response.status_code == 415
        assert "UTF-8" in response.content.decode()


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8"])
def test_utf_8_goes_on(charset: str) -> None:
    answers = ReadableRequestMiddleware(lambda request: HttpResponse("read"))
    request = RequestFactory().get("/", CONTENT_TYPE=f"text/plain; charset={charset}")
    assert answers(request).content == b"read"


@pytest.mark.parametrize(
    "address",
    [
        "/en/search/?q=%00",
        "/en/%00/",
        "/LT/%00/",
        "/api/search/?%00=a",
        "/lt/naujienos/?page=%00",
        "/admin/?a=b%00",
        "/media/images/a%00.png",
    ],
)
def test_a_nul_in_an_address_is_refused(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert len(response.content.decode().strip().splitlines()) == len(settings.LANGUAGES)


def test_a_content_type_that_cannot_be_parsed_is_refused(client: Client) -> None:
    assert client.get("/robots.txt", CONTENT_TYPE="text/plain; charset*=no-such''a").status_code == 415
