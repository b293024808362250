from portal.languages.collation import sort_key


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
