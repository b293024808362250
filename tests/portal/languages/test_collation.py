import pytest

from portal.languages import registry
from portal.languages.collation import sort_key
from portal.languages.language import Language


def test_names_stand_in_the_order_of_the_lithuanian_alphabet() -> None:
    names = ["Žarasai", "e-Factor", "Zalavas", "Širvintos", "Szczecin", "Ąžuolija", "Aukštaitija", "čekija", "Cvirka"]

    assert sorted(names, key=lambda name: sort_key(name, "lt")) == [
        "Aukštaitija",
        "Ąžuolija",
        "Cvirka",
        "čekija",
        "e-Factor",
        "Szczecin",
        "Širvintos",
        "Zalavas",
        "Žarasai",
    ]


def test_letters_of_an_alphabet_of_its_own_stand_behind_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    norwegian = Language("qbb", "Borealian", "nb", letters_after={"æ": "z", "ø": "æ", "å": "ø"})
    monkeypatch.setitem(registry._installed, "qbb", norwegian)

    assert sorted(["Ål", "Øy", "Ær", "Zå", "Za", "Ås"], key=lambda name: sort_key(name, "qbb")) == [
        "Za",
        "Zå",
        "Ær",
        "Øy",
        "Ål",
        "Ås",
    ]
