"""What is found for what is typed."""

import datetime

import pytest

from search.engines import Engine, SearchRequest, SearchResponse
from search.query.parse import parse
from tests.search.contract.conftest import Search
from tests.search.corpus import EN, GRANT_NUMBER, LT, OSLO, changes, distractors, document, key

# Each finds the announcement: case endings, missing diacritics, names in other spellings, codes whole and in part.
QUERIES = [
    *("klasterysčių", "klasterystes", "klasterystė", "viesojo sektoriaus", "vizitas", "vizite", "vizitų", "vizituose"),
    *("social clustering", "Slotteroy", "Slotterøy", "Slotteroey", "SLOTTERØY", "Erikseno", "Eriksenas", "Oslo"),
    *("Vienola", "Vienolos", "Prienų globos namai", "prienu globos namai", "competency model", "Haakon Eriksen"),
    *(GRANT_NUMBER, GRANT_NUMBER.lower(), "NOR-LT10", "02-006", "efaktor", "www.efaktor.no", "http://www.efaktor.no/"),
    *("e-Factor", "e-factor", "efactor", "1.1.1"),
]


def numbers(response: SearchResponse) -> list[int]:
    return [hit.document.number for hit in response.hits]


@pytest.mark.parametrize("language", [LT, EN])
@pytest.mark.parametrize("typed", QUERIES)
def test_the_announcement_is_found_once_and_first(search: Search, typed: str, language: str) -> None:
    response = search(typed, language)
    assert numbers(response)[:1] == [OSLO.number]
    assert numbers(response).count(OSLO.number) == 1
    assert not response.relaxed
    assert not response.fuzzy


@pytest.mark.parametrize("typed", ["kosmodromas", "quantum physics", "zzzzzz", "999999", "NOR-LT10-VRM-01-K-05-001"])
def test_what_no_item_is_about_finds_nothing(search: Search, typed: str) -> None:
    assert search(typed).total == 0


def test_a_word_in_both_languages_of_an_item_finds_it_once(search: Search) -> None:
    response = search("Vienola")
    assert (response.total, numbers(response)) == (1, [1])


def test_the_snippet_language_is_the_readers_where_both_match_and_else_the_one_that_matches(search: Search) -> None:
    assert search("Vienola", LT).hits[0].matched_language == LT
    assert search("Vienola", EN).hits[0].matched_language == EN
    assert search("klasterysčių", EN).hits[0].matched_language == LT
    assert search("competency", LT).hits[0].matched_language == EN


def test_an_item_is_shown_in_the_readers_language_though_another_matches_somewhat_better(engine: Engine) -> None:
    lt, en = (
        ("Naujienos", "Kalbėjo Vienola ir kiti svečiai čia."),
        ("News", "Vienola spoke; Vienola and others listened."),
    )
    engine.write(changes([document(1, lt=lt, en=en)]))
    for language in (LT, EN):
        assert engine.search(SearchRequest(parse("Vienola"), language)).hits[0].matched_language == language


def test_matching_in_two_languages_is_worth_no_more_than_in_the_better_one(engine: Engine) -> None:
    lt, en = ("Paroda", "Kalbėjo Vienola."), ("Exhibition", "Among the many others who spoke there was Vienola too.")
    engine.write(changes([document(1, lt=lt, en=en), document(2, lt=lt), document(3, en=en)]))
    scores = {hit.document.number: hit.score for hit in engine.search(SearchRequest(parse("Vienola"), LT)).hits}
    assert scores[1] == pytest.approx(scores[2])


def test_all_words_must_occur_in_one_language(search: Search) -> None:
    """Each of these words is in the announcement, but in different languages."""
    assert numbers(search("klasterysčių")) == numbers(search("competency")) == [1]
    assert numbers(search("klasterysčių competency")) == []


def test_where_no_item_has_all_words_those_with_most_of_them_are_found_and_it_says_so(search: Search) -> None:
    response = search("Norvegijos savivaldybių asociacijos kosmodromas")
    assert response.relaxed
    assert numbers(response)[0] == 1


def test_a_phrase_is_found_in_its_order_only(search: Search) -> None:
    assert numbers(search('"viešojo sektoriaus"')) == [1]
    assert search('"sektoriaus viešojo"').total == 0
    assert numbers(search("sektoriaus viešojo")) == [1]


def test_a_phrase_is_found_without_diacritics(search: Search) -> None:
    assert numbers(search('"prienu globos namai"')) == [1]


def test_neighbouring_words_rank_before_the_same_words_apart(engine: Engine) -> None:
    apart = document(1, lt=("Naujienos", "Viešojo transporto stotelės ir privataus verslo sektoriaus sutartys."))
    beside = document(2, lt=("Naujienos", "Verslo ir transporto sutartys bei viešojo sektoriaus stotelės privataus."))
    engine.write(changes([apart, beside]))
    response = engine.search(SearchRequest(parse("viešojo sektoriaus"), LT))
    assert numbers(response) == [2, 1]


def test_a_title_ranks_before_a_body_and_an_exact_form_before_another(engine: Engine) -> None:
    in_body = document(1, lt=("Muziejus", "Miesto naujienos: biblioteka."))
    in_title = document(2, lt=("Biblioteka", "Miesto naujienos: muziejus."))
    other_form = document(3, lt=("Bibliotekose", "Miesto naujienos: muziejus."))
    engine.write(changes([in_body, in_title, other_form]))
    assert numbers(engine.search(SearchRequest(parse("biblioteka"), LT))) == [2, 3, 1]


def test_excluded_words_leave_an_item_out_whichever_language_has_them(search: Search) -> None:
    assert 1 in numbers(search("Norvegijoje"))
    assert 1 not in numbers(search("Norvegijoje -municipalities"))
    assert 1 not in numbers(search('Norvegijoje -"virtual training"'))


def test_exclusion_alone_leaves_all_other_items(search: Search) -> None:
    assert search("-Vienola").total == len(distractors())


def test_either_word_will_do(search: Search) -> None:
    both = search("muziejaus OR tilto")
    assert both.total > 5
    assert both.total == search("muziejaus").total + search("tilto").total
    assert search("muziejaus | tilto").total == both.total


def test_newer_items_rank_higher_among_equals_and_old_ones_stay(engine: Engine) -> None:
    old = document(1, datetime.date(1995, 1, 1), lt=("Paroda", "Atidaryta paroda."))
    new = document(2, datetime.date(2026, 1, 1), lt=("Paroda", "Atidaryta paroda."))
    engine.write(changes([old, new]))
    response = engine.search(SearchRequest(parse("paroda"), LT))
    assert numbers(response) == [2, 1]
    assert response.hits[0].score > response.hits[1].score > 0


def test_an_old_item_about_the_matter_ranks_before_a_new_one_that_mentions_it(engine: Engine) -> None:
    old = document(1, datetime.date(1995, 1, 1), lt=("Gintaro paroda", "Gintaro paroda muziejuje."))
    new = document(
        2, datetime.date(2026, 1, 1), lt=("Miesto šventė", "Vyks koncertai, mugė, varžybos, veiks ir paroda.")
    )
    engine.write(changes([old, new]))
    assert numbers(engine.search(SearchRequest(parse("paroda"), LT))) == [1, 2]


def test_newest_first_is_by_date_alone(search: Search) -> None:
    response = search("tilto OR paroda OR Oslas", sort="newest")
    dates = [hit.document.date for hit in response.hits]
    assert len(dates) == response.total > 5
    assert dates == sorted(dates, reverse=True)


def test_a_typing_error_finds_what_was_meant_and_suggests_it(search: Search) -> None:
    response = search("klastreystes")
    assert response.fuzzy
    assert numbers(response) == [1]
    assert response.suggestion == "klasterystės"


def test_a_typing_error_in_one_word_of_several_keeps_the_others_required(search: Search) -> None:
    response = search("competncy model", EN)
    assert numbers(response) == [1]
    assert (response.relaxed, response.suggestion) == (False, "competency model")


@pytest.mark.parametrize("typed", ["xlasterystės", "kxasterystės", "vlasterystės"])
def test_an_error_in_the_first_letters_is_guessed_where_nothing_else_is_near(search: Search, typed: str) -> None:
    assert [hit.document for hit in search(typed).hits] == [OSLO]


@pytest.mark.parametrize("typed", ["Oslp", "NOR-LT10-VRM-01-K-02-007"])
def test_short_words_and_numbers_are_not_guessed(search: Search, typed: str) -> None:
    assert search(typed).total == 0


@pytest.mark.parametrize(
    ("typed", "language", "number"),
    [
        # Of a form that no text has.
        ("gerėvs", LT, 1),
        ("gerevs", LT, 1),
        ("konsultantuosse", LT, 2),
        ("lwnses", EN, 3),
        ("cbales", EN, 4),
        ("anlger", EN, 4),
        # Two errors in a long word.
        ("konsultnatass", LT, 2),
        # A likelier error before another that leaves a word too.
        ("snoke", EN, 5),
        ("captians", EN, 6),
    ],
)
def test_a_misspelt_form_finds_the_text_that_has_another_form_of_what_was_most_likely_meant(
    engine: Engine, typed: str, language: str, number: int
) -> None:
    engine.write(
        changes(
            [
                document(1, lt=("Gervė prie upės", "Paukštis stovi.")),
                document(2, lt=("Konsultantas padės", "Ateikite.")),
                document(3, en=("A lens for the poor", "Cut of glass.")),
                document(4, en=("Cable found by an angler", "At sea.")),
                document(5, en=("Smoke over the town", "It comes from the east.")),
                document(6, en=("The captain at home", "He tells of ships.")),
                document(7, en=("Snore no more", "Captions are read aloud.")),
            ]
        )
    )
    response = engine.search(SearchRequest(parse(typed), language))
    assert numbers(response) == [number]
    assert response.fuzzy


@pytest.mark.parametrize("typed", ["siaubas", "kardas", "battle"])
def test_a_word_of_the_dictionary_is_no_misspelt_one(engine: Engine, typed: str) -> None:
    engine.write(changes([document(1, lt=("Šiaudai ir kartai", "Šiaudas, kartas."), en=("A bottle", "Of milk."))]))
    assert engine.search(SearchRequest(parse(typed), LT)).total == 0


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("grojimas terasose", 1),
        ("šunų skiepijimas", 2),
        ("sunu skiepijimas", 2),
        ("ledyno tirpimas", 3),
        ("įdarbinimas", 4),
        ("voters village", 5),
        ("corroded pipes", 6),
        ("genealogy", 7),
    ],
)
def test_a_word_finds_another_one_that_is_derived_from_it_or_it_from_that(
    engine: Engine, typed: str, number: int
) -> None:
    engine.write(
        changes(
            [
                document(1, lt=("Terasoje groti draudžiama", "Iki vakaro.")),
                document(2, lt=("Šuo turi būti paskiepytas", "Nuo pasiutligės.")),
                document(3, lt=("Tirpstantys ledynai", "Šiaurėje.")),
                document(4, lt=("Savivaldybė įdarbins paauglius", "Vasarą.")),
                document(5, en=("The village voted", "For a well.")),
                document(6, en=("A pipe that resists corrosion", "Of steel.")),
                document(7, en=("Genealogists at work", "In archives.")),
            ]
        )
    )
    assert numbers(engine.search(SearchRequest(parse(typed), LT))) == [number]


def test_words_that_are_found_as_typed_are_not_mixed_with_similar_ones(engine: Engine) -> None:
    engine.write(changes([document(1, en=("Training", "A training.")), document(2, en=("Trailing", "A trailing."))]))
    response = engine.search(SearchRequest(parse("training"), EN))
    assert numbers(response) == [1]


@pytest.mark.parametrize("typed", ["when where", "kada kur kaip", "please tell me when", "kada when", "ar"])
def test_words_with_which_people_ask_find_nothing_by_themselves(search: Search, typed: str) -> None:
    assert search(typed, LT).total == search(typed, EN).total == 0


@pytest.mark.parametrize("typed", ["kada bus paroda apie gintarą", "labas, gal žinote kur paroda apie gintarą?"])
def test_words_with_which_people_ask_need_not_occur(search: Search, typed: str) -> None:
    response = search(typed)
    assert response.total == search("paroda gintarą").total > 0
    assert not response.relaxed


def test_stop_words_need_not_occur(search: Search) -> None:
    assert numbers(search("the competency model of their municipalities", EN)) == [1]


def test_items_in_one_language_are_found_from_either_readers_side(search: Search) -> None:
    only_english = {item.number for item in distractors() if LT not in item.languages}
    only_lithuanian = {item.number for item in distractors() if EN not in item.languages}
    assert only_english & set(numbers(search("jewellery OR buses OR solar OR sorting OR museum", LT, page_size=100)))
    assert only_lithuanian & set(numbers(search("elektrinė OR tiltas OR autobusai", EN, page_size=100)))


def test_completions_begin_with_what_is_typed_in_the_readers_language_first(filled: Engine) -> None:
    found = filled.complete("partn", EN, 5)
    assert [(item.text, item.url) for item in found] == [("Partner visit to Oslo, Norway", "/en/news/visit-to-oslo/")]
    assert [item.url for item in filled.complete("atstovu viz", EN, 5)] == ["/lt/naujienos/vizitas-osle/"]
    assert filled.complete("", EN, 5) == []
    assert len(filled.complete("s", EN, 3)) == 3


def test_one_key_is_one_item(filled: Engine) -> None:
    held = list(filled.entries([key(1)]))
    assert [(entry.key, entry.version) for entry in held] == [(key(1), 1)]
