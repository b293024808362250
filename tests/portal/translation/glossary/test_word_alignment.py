"""Translations of words are learnt from texts and their translations."""

from portal.translation.glossary.word_alignment import LearntPair, learn

SEGMENTS = [
    ("Bibliotekoje atidaryta paroda", "An exhibition opened in the library"),
    ("Parodą aplankė mokiniai", "Pupils visited the exhibition"),
    ("Mokiniai skaitė bibliotekos knygas", "The pupils read books of the library"),
    ("Knygų paroda muziejuje", "Exhibition of books in a museum"),
    ("Muziejus kviečia mokinius", "The museum invites pupils"),
    ("Nauja biblioteka mieste", "A new library in the town"),
    ("Muziejaus paroda", "The exhibition of the museum"),
]


def learnt(segments: list[tuple[str, str]] = SEGMENTS) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in learn(segments, "lt", "en"):
        found.setdefault(pair.word, pair.other)
    return found


def test_words_that_stand_in_the_same_segments_in_any_form_mean_the_same() -> None:
    pairs = {(pair.word[:4], pair.other[:4]) for pair in learn(SEGMENTS, "lt", "en")}
    assert {("paro", "exhi"), ("bibl", "libr"), ("moki", "pupi"), ("muzi", "muse"), ("knyg", "book")} <= pairs


def test_what_was_seen_once_is_not_believed() -> None:
    assert learn(SEGMENTS[:1], "lt", "en") == []


def test_stop_words_figures_and_empty_segments_teach_nothing() -> None:
    assert learn([("ir 2017", "and 2017"), ("", "x"), ("ir 2017", "and 2017")] * 3, "lt", "en") == []


def test_both_directions_learn_the_same_pairs() -> None:
    there = {(pair.word, pair.other, pair.strength) for pair in learn(SEGMENTS, "lt", "en")}
    back = {(pair.other, pair.word, pair.strength) for pair in learn([(b, a) for a, b in SEGMENTS], "en", "lt")}
    assert there == back
    assert all(isinstance(pair, LearntPair) for pair in learn(SEGMENTS, "lt", "en"))
