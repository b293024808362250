"""A corrected slip of the source leaves its translations as right as they were."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail_localize.models import Translation

from portal.translation.freshness.minor import Minor, mark_minor
from portal.translation.freshness.states import changes_of, translation_freshness
from tests.client import Client
from tests.factories import content
from tests.factories.forms import item_form

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def test_a_changed_text_keeps_its_translation_and_an_added_one_waits() -> None:
    item = content.make_item("Partnerių vizitas Oslė", body=("Pirma.", 'Žr. <a href="https://a.example">čia</a>.'))
    english = content.translate(item)
    first, second = item.body.raw_data
    item.title = "Partnerių vizitas Osle"
    item.body = [first, {**second, "value": "<p>Žr. čia.</p>"}, content.paragraph("Nauja.")]
    item.save_revision().publish()

    assert mark_minor(content.fresh(item)) == Minor(accepted=1, left=2)

    translation = Translation.objects.get(source__object_id=item.translation_key)
    assert translation_freshness(english).behind == 2
    assert translation.get_progress() == (5, 3)
    content.fill(content.current(translation))
    content.current(translation).save_target(publish=True)
    assert content.fresh(english).title == "EN Partnerių vizitas Oslė"
    assert translation_freshness(english).is_current


def test_publish_as_a_minor_change_is_offered_for_what_is_translated_and_keeps_it_current(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("administrator", "a@example.org", "secret"))
    item = content.make_item(lead="Slytis.")
    address = reverse("wagtailadmin_pages:edit", args=[item.pk])
    assert 'value="minor"' not in client.get(address).content.decode()
    english = content.translate(item)
    assert 'value="minor"' in client.get(address).content.decode()

    form = item_form(title=item.title, slug=item.slug, lead="Slyvis.", **{"action-publish": "minor"})
    client.post(address, form)

    assert content.fresh(item).lead == "Slyvis."
    assert "lead" not in [change.path for change in changes_of(english)]


@pytest.mark.parametrize(
    ("before", "after", "translated", "is_minor"),
    [
        ("Dalyvavo septyni partneriai.", "Dalyvavo aštuoni partneriai.", "Seven partners took part.", False),
        ("Vizitas 2017 metais.", "Vizitas 2018 metais.", "A visit in 2017.", False),
        ("Vizitas 2017 metais.", "Vizitas 2018 metais.", "A visit in 2018.", True),
        ("Vyksime gegužės 3 d.", "Vyksime birželio 3 d.", "We go on 3 May.", False),
        ("Atvyko Ona Onaite.", "Atvyko Ona Onaitė.", "Ona Onaite came.", True),
        ("Vizits 2017 metais.", "Vizitas 2017 metais.", "A visit in 2016.", True),
        ("Dalyvavo septini partneriai.", "Dalyvavo septyni partneriai.", "Seven partners took part.", True),
    ],
)
def test_a_change_after_which_the_checks_find_more_in_the_old_translation_is_not_minor(
    before: str, after: str, translated: str, is_minor: bool
) -> None:
    item = content.make_item(lead=before)
    english = content.translate(item, text=lambda text: translated if text == before else "A text.")
    item = content.fresh(item)
    item.lead = after
    item.save_revision().publish()

    assert mark_minor(content.fresh(item)) == (Minor(1, 0) if is_minor else Minor(0, 1))
    assert translation_freshness(english).is_current == is_minor
