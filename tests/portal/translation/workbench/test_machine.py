"""Machine translation by the memory and the dictionary, marked until a person has saved it."""

import pytest
from wagtail_localize.models import StringTranslation
from wagtail_localize.strings import StringValue

from portal.translation.checks.checks import Check
from portal.translation.memory.keeping import bring_up_to_date
from portal.translation.workbench.editor import workbench_of
from portal.translation.workbench.machine import DictionaryTranslator
from tests.factories import content

pytestmark = pytest.mark.usefixtures("site")


def test_the_memory_answers_first_and_the_dictionary_word_for_word() -> None:
    content.translate(content.make_item("Vizitas Osle 2017 m."), text=lambda text: "Visit to Oslo in 2017")
    bring_up_to_date()
    translator = DictionaryTranslator({})
    lithuanian, english = content.locale("lt"), content.locale("en")
    assert translator.can_translate(lithuanian, english)
    assert not translator.can_translate(english, english)
    known, glossed = StringValue("Vizitas Osle 2018 m."), StringValue("Nauja <b>biblioteka</b>, www.example.org")
    found = translator.translate(lithuanian, english, [known, glossed])
    assert found[known].data == "Visit to Oslo in 2018"
    assert found[glossed].data == "New <b>library</b>, www.example.org"


def test_what_a_machine_made_is_asked_about_before_publishing_until_somebody_saves_it() -> None:
    item = content.make_item("Naujiena")
    content.fill(content.submit(item))
    rows = StringTranslation.objects.filter(translation_of__data="Naujiena")
    rows.update(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE, data="News")
    english = item.get_translation(content.locale("en"))

    def kinds() -> set[Check]:
        bench = workbench_of(english)
        assert bench
        return {problem.check for _segment, own in bench.saved_problems() for problem in own}

    assert Check.MACHINE in kinds()
    rows.update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
    assert Check.MACHINE not in kinds()
