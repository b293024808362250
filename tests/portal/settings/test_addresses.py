import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import addresses


@pytest.mark.parametrize(
    "value",
    [
        *("https://example.org", "http://127.0.0.1:8000", "https://example.org:8443", "http://[::1]:8000"),
        *("https://xn--inios-tib.lt", "http://localhost"),
    ],
)
def test_an_origin_is_taken_as_it_stands(value: str) -> None:
    assert addresses.base_url(value) == value


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("https://example.org/", "https://example.org"),
        ("https://example.org/portal", "https://example.org"),
        ("https://example.org?a=1", "https://example.org"),
        ("https://example.org#a", "https://example.org"),
        ("https://Example.org", "https://example.org"),
        ("HTTPS://example.org", "https://example.org"),
        ("https://example.org:443", "https://example.org"),
        ("http://example.org:80", "http://example.org"),
        ("https://user:password@example.org", "https://example.org"),
        ("https://example.org\n", "https://example.org"),
        ("https://žinios.lt", "xn--inios-tib.lt"),
    ],
)
def test_what_is_more_or_less_than_an_origin_is_refused_with_what_would_do(value: str, advice: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=advice):
        addresses.base_url(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "example.org", "//example.org", "ftp://example.org", "https://", "https://exa mple.org"),
        *("https://example.org:0", "https://example.org:99999", "https://example.org:port", "https://[::1"),
        *("https://-example.org", "https://example..org", "https://example.org.", "https://a_b.org", "https://{host}"),
    ],
)
def test_what_is_no_address_of_a_host_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PORTAL_BASE_URL"):
        addresses.base_url(value)


def test_a_contact_is_an_address_that_programs_can_open() -> None:
    values = ["mailto:security@example.org", "https://example.org/security", "tel:+37060000000"]
    assert addresses.contacts(values) == values


@pytest.mark.parametrize(
    "value", ["security@example.org", "http://example.org", "mailto:", "mailto:a@b\nContact: x", ""]
)
def test_what_is_no_contact_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PORTAL_SECURITY_CONTACT"):
        addresses.contacts([value])
