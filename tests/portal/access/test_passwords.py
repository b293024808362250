"""Which passwords an account can have, wherever one is set."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.users.models import UserProfile

from tests.client import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

BEFORE, GOOD = "trys žuvys lauke", "keturios žuvys miške"
# Each with what is said of it.
WEAK = [
    ("1", "Jį turi sudaryti bent 12 simbolių"),
    ("trumpokas1!", "Jį turi sudaryti bent 12 simbolių"),
    ("1234567890123", "per dažnai pasitaikantis"),
    ("ona.onaityte2", "pernelyg panašus"),
]


@pytest.fixture
def ona() -> User:
    """An administrator who works in Lithuanian."""
    user = User.objects.create_superuser("ona.onaityte", "ona@example.org", BEFORE, first_name="Ona", last_name="O")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "lt"})
    return user


def by_an_administrator(client: Client, user: User, password: str) -> str:
    client.force_login(user)
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    names = {"username": user.username, "email": user.email, "first_name": "Ona", "last_name": "O", "is_active": "on"}
    names |= {"is_superuser": "on", "password1": password, "password2": password}
    return _text(client.post(address, names))


def in_the_account(client: Client, user: User, password: str) -> str:
    client.force_login(user)
    address = reverse("wagtailadmin_account")
    passwords = {"old_password": BEFORE, "new_password1": password, "new_password2": password}
    return _text(client.submit(address, "Išsaugoti", **{f"password-{name}": passwords[name] for name in passwords}))


def by_the_link_of_a_mail(client: Client, user: User, password: str) -> str:
    key = urlsafe_base64_encode(force_bytes(user.pk))
    address = reverse("wagtailadmin_password_reset_confirm", args=[key, default_token_generator.make_token(user)])
    form = client.get(address, headers={"accept-language": "lt"})["Location"]
    fields = {"new_password1": password, "new_password2": password}
    return _text(client.post(form, fields, headers={"accept-language": "lt"}))


def _text(response: object) -> str:
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True)  # type: ignore[attr-defined]


WAYS = [by_an_administrator, in_the_account, by_the_link_of_a_mail]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("password", "said"), WEAK)
def test_a_weak_password_is_refused_with_its_reason_wherever_it_is_set(
    client: Client, ona: User, way: Callable[[Client, User, str], str], password: str, said: str
) -> None:
    assert said in way(client, ona, password)
    ona.refresh_from_db()
    assert ona.check_password(BEFORE)


@pytest.mark.parametrize("way", WAYS)
def test_a_good_one_is_taken_there(client: Client, ona: User, way: Callable[[Client, User, str], str]) -> None:
    way(client, ona, GOOD)
    ona.refresh_from_db()
    assert ona.check_password(GOOD)
