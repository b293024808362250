"""Ids of blocks across changes."""

from typing import Any

from news.interchange.blocks import keep_ids, with_ids_of


def entry(text: str, identifier: str = "", kind: str = "paragraph") -> dict[str, Any]:
    return {"type": kind, "value": f"<p>{text}</p>", "id": identifier}


def continued(old: list[dict[str, Any]], texts: list[str]) -> list[str]:
    return [item["id"] for item in keep_ids([entry(text) for text in texts], [None] * len(texts), old)]


def test_equal_texts_keep_their_ids_whatever_comes_before_them() -> None:
    old = [entry("a", "1"), entry("b", "2"), entry("c", "3")]

    ids = continued(old, ["new", "a", "b", "c"])

    assert ids[1:] == ["1", "2", "3"]
    assert ids[0] not in ("1", "2", "3")


def test_a_removed_text_takes_its_id_with_it() -> None:
    assert continued([entry("a", "1"), entry("b", "2"), entry("c", "3")], ["a", "c"]) == ["1", "3"]


def test_a_text_that_stands_twice_keeps_both_ids_in_order() -> None:
    assert continued([entry("a", "1"), entry("a", "2")], ["a", "a"]) == ["1", "2"]


def test_a_changed_text_between_unchanged_ones_keeps_its_id() -> None:
    assert continued([entry("a", "1"), entry("b", "2"), entry("c", "3")], ["a", "B", "c"]) == ["1", "2", "3"]


def test_an_edited_text_keeps_its_id_though_another_beside_it_went_or_came() -> None:
    old = [
        entry("Partneriai lankėsi Osle ir Bergene.", "1"),
        entry("Kita.", "2"),
        entry("Projektas tęsis iki gegužės.", "3"),
    ]

    shorter = continued(old, ["Partneriai lankėsi Osle.", "Projektas tęsis iki birželio."])
    longer = continued(old[::2], ["Visai nauja.", "Partneriai lankėsi Osle.", "Projektas tęsis iki birželio."])

    assert shorter == ["1", "3"]
    assert longer[1:] == ["1", "3"]
    assert longer[0] not in ("1", "3")


def test_a_block_of_another_type_gets_a_new_id() -> None:
    kept = keep_ids([entry("a", kind="quote")], [None], [entry("a", "1")])

    assert kept[0]["id"] != "1"


def test_ids_of_the_file_are_kept() -> None:
    kept = keep_ids([entry("x"), entry("a")], ["given", None], [entry("a", "1")])

    assert [item["id"] for item in kept] == ["given", "1"]


def test_the_keys_that_comments_hang_on_do_not_make_a_block_another() -> None:
    old = [{"type": "paragraph", "value": '<p data-block-key="k1">a</p>', "id": "1"}]

    kept = keep_ids([entry("a")], [None], old)

    assert kept == old


def test_entries_pair_up_by_position_and_type() -> None:
    source = [entry("a", "1"), entry("b", "2", "heading")]

    assert [item["id"] for item in with_ids_of([entry("x"), entry("y", kind="heading")], source) or []] == ["1", "2"]
    assert with_ids_of([entry("x"), entry("y")], source) is None
    assert with_ids_of([entry("x")], source) is None


def test_the_items_of_lists_inside_a_pair_get_the_ids_of_the_source() -> None:
    def people(identifier: str) -> dict[str, Any]:
        return {"type": "people", "value": {"people": [{"type": "item", "value": 1, "id": identifier}]}, "id": "b"}

    paired = with_ids_of([people("own")], [people("source")])

    assert paired is not None
    assert paired[0]["value"]["people"][0]["id"] == "source"
