"""What readers must find is worked out from what editors did."""

from tests.chaos.journal import Act, Item, items
from tests.chaos.words import unique_word


def act(name: str, word: str = "", public: bool = False) -> Act:
    return Act(name, "a", word, public, 0.1, "")


def test_only_the_word_of_the_last_published_text_finds_an_item() -> None:
    acts = [act("publish", "one", True), act("draft", "two"), act("edit", "three", True)]
    assert items(acts) == [Item("a", "three", ["two", "one"])]


def test_no_word_finds_an_item_that_is_withdrawn_and_a_new_one_does_when_it_is_back() -> None:
    acts = [act("publish", "one", True), act("unpublish")]
    assert items(acts) == [Item("a", "", ["one"])]
    assert items([*acts, act("republish", "two", True)]) == [Item("a", "two", ["one"])]
    assert items([*acts, act("delete")]) == [Item("a", "", ["one"])]


def test_words_are_all_different() -> None:
    assert len({unique_word(str(number)) for number in range(10_000)}) == 10_000
