from portal.languages.common.natural_numbers import natural_number


def test_a_number_is_a_few_ascii_digits_and_nothing_else() -> None:
    assert natural_number("0017") == 17
    assert natural_number("9" * 18) == 10**18 - 1
    for text in ("", " 1", "-1", "+1", "1_0", "²", "٣", "1.0", "x", "9" * 19, "1" * 5_000, None, 1, b"1"):
        assert natural_number(text) is None
    assert natural_number("2017", 4) == 2017
    assert natural_number("20170", 4) is None
