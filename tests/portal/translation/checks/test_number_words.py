"""Numbers in words, compared between languages: what says the same, and what does not."""

import pytest

from portal.translation.checks.checks import Check, Languages, find_problems

FORWARD, BACK = Languages("lt", "en"), Languages("en", "lt")

RIGHT = [
    ("Kalbėjosi su septyniais partneriais.", "They spoke with seven partners."),
    ("Dalyvavo septyni partneriai.", "7 partners took part."),
    ("Dalyvavo 7 partneriai.", "Seven partners took part."),
    ("Septyneto vizitas", "A visit of seven"),
    ("Kursai truko dvejus metus.", "The courses took two years."),
    ("Trejos durys ir ketveri vartai.", "Three doors and four gates."),
    ("Trejos durys.", "3 doors."),
    ("Abi šalys susitarė.", "The two countries have agreed."),
    ("Abu projektai baigti.", "Both projects are finished."),
    ("Abejos rinkėsi abu.", "Both chose the two."),
    ("Po poros savaičių.", "After a couple of weeks."),
    ("Po poros savaičių.", "After two weeks."),
    ("Atvyko keliolika svečių.", "A dozen guests came."),
    ("Atvyko keliolika svečių.", "Over a dozen guests came."),
    ("Atvyko keliasdešimt svečių.", "Dozens of guests came."),
    ("Atvyko šimtai svečių.", "Hundreds of guests came."),
    ("Dešimtys savanorių", "Dozens of volunteers"),
    ("Tūkstančiai skaitytojų", "Thousands of readers"),
    ("Pusantro milijono eurų", "One and a half million euros"),
    ("Pusantro milijono eurų", "1.5 million euros"),
    ("Pusantro milijono eurų", "1,500,000 euros"),
    ("Pusantrų metų projektas", "A project of a year and a half"),
    ("1,5 mln. eurų", "EUR 1.5 million"),
    ("1,5 mln. eurų", "EUR 1.5m"),
    ("Skirta 2 000 000 eurų.", "Two million euros are granted."),
    ("Skirta 2 000 000 eurų.", "2 million euros are granted."),
    ("Pusė milijono eurų", "Half a million euros"),
    ("Pusė milijono eurų", "500,000 euros"),
    ("Pusė gyventojų", "Half of the inhabitants"),
    ("Pusė gyventojų", "50 per cent of the inhabitants"),
    ("Dvidešimt vienas mokinys", "Twenty-one pupils"),
    ("Dvidešimt vienas mokinys", "21 pupils"),
    ("Šimtas penki žmonės", "One hundred and five people"),
    ("Šimtas žmonių", "A hundred people"),
    ("Tūkstantis ir viena naktis", "A thousand and one nights"),
    ("Du tūkstančiai septynioliktieji metai", "The year 2017"),
    ("Dvidešimtojo amžiaus pabaiga", "The end of the 20th century"),
    ("XX amžiaus pabaiga", "The end of the twentieth century"),
    ("Devintasis dešimtmetis", "The eighties"),
    ("Dešimtmetis bendradarbiavimo", "Ten years of cooperation"),
    ("Dešimtmetis bendradarbiavimo", "A decade of cooperation"),
    ("Šimtmečio proga", "On the occasion of a hundred years"),
    ("Trečiadienį ir penktadienį", "On Wednesday and Friday"),
    ("Dvidienis seminaras", "A two-day seminar"),
    ("Penkiametis planas", "A five-year plan"),
    ("Šešerių metų vaikai", "Six-year-old children"),
    ("Dvišalis bendradarbiavimas", "Cooperation of the two sides"),
    ("Dvišalė sutartis", "A bilateral agreement"),
    ("Keturiskart daugiau", "Four times as many"),
    ("Dukart per metus", "Twice a year"),
    ("Du kartus per metus", "Twice a year"),
    ("Dvi savaitės", "A fortnight"),
    ("Trečdalis narių", "A third of the members"),
    ("Du trečdaliai narių", "Two thirds of the members"),
    ("Ketvirtadalis narių", "A quarter of the members"),
    ("Jie padeda vienas kitam.", "They help one another."),
    ("Jie padeda vieni kitiems.", "They help each other."),
    ("Vienas iš partnerių", "A partner"),
    ("Viena vertus, antra vertus", "On the one hand, on the other hand"),
    ("Pirmiausia susitarta.", "It was agreed first of all."),
    ("Visų pirma", "First and foremost"),
    ("Niekas neatvyko.", "No one came."),
    ("Kiekvienas gali dalyvauti.", "Anyone can take part."),
    ("Vienintelis kelias", "The only way"),
    ("Sekundė tylos", "A second of silence"),
    ("Antrą kartą", "Again"),
    ("Dar kartą", "One more time"),
    ("Naujas filialas ir senasis", "A new branch and the old one"),
    ("„Penki kontinentai“ remia.", "“Penki kontinentai” is the sponsor."),
    ("Dešimtas gimtadienis", "The 10th birthday"),
    ("Dešimtasis gimtadienis", "The tenth birthday"),
    ("Penktokai ir šeštokai", "Pupils of the fifth and sixth forms"),
    ("Šeši šimtai septintokų", "Six hundred seventh-graders"),
    ("Gegužės dvidešimt pirmąją", "On 21 May"),
    ("Gegužės antrąją", "On 2 May"),
    ("Penkias dešimtis dienų", "Fifty days"),
    ("Penkiasdešimties dalyvių grupė", "A group of fifty"),
    ("Tuzinas knygų", "Twelve books"),
    ("Dviese ir trise", "In twos and threes: two or three"),
    ("Trijų keturių žmonių grupės", "Groups of three or four people"),
    ("Vidurnaktį", "At twelve midnight"),
    ("Trigubai daugiau", "Three times more"),
    ("Dvejopas poveikis", "A double effect"),
    ("Dvylika tūkstančių trys šimtai keturiasdešimt penki", "12,345"),
    ("3 tūkst. žmonių", "3,000 people"),
    ("Trys tūkstančiai žmonių", "3,000 people"),
    ("2,5 mlrd. eurų", "2.5 billion euros"),
]


@pytest.mark.parametrize(("lithuanian", "english"), RIGHT)
def test_the_same_in_either_direction_is_no_problem(lithuanian: str, english: str) -> None:
    assert [each for each in find_problems(lithuanian, english, FORWARD) if each.check is Check.NUMBER] == []
    assert [each for each in find_problems(english, lithuanian, BACK) if each.check is Check.NUMBER] == []


WRONG = [
    ("Kalbėjosi su septyniais partneriais.", "They spoke with five partners.", "septyniais", "five"),
    ("Dalyvavo 7 partneriai.", "Five partners took part.", "7", "Five"),
    ("Dalyvavo septyni partneriai.", "17 partners took part.", "septyni", "17"),
    ("Septyni partneriai", "Seventy partners", "Septyni", "Seventy"),
    ("Septyni partneriai", "Seventeen partners", "Septyni", "Seventeen"),
    ("Ketverius metus", "For fourteen years", "Ketverius", "fourteen"),
    ("Treji metai", "Four years", "Treji", "Four"),
    ("Penketas savanorių", "A group of six", "Penketas", "six"),
    ("Septintasis susitikimas", "The eighth meeting", "Septintasis", "eighth"),
    ("Dvidešimt vienas", "Twenty-two", "Dvidešimt vienas", "Twenty-two"),
    ("Du milijonai eurų", "Two thousand euros", "Du milijonai", "Two thousand"),
    ("2 milijonai eurų", "2 thousand euros", "2", "2"),
    ("Pusantro milijono", "Two and a half million", "Pusantro milijono", "Two and a half million"),
    ("Šimtas žmonių", "A thousand people", "Šimtas", "thousand"),
    ("Abi šalys", "Three countries", "", "Three"),
    ("Dvidešimtasis amžius", "The nineteenth century", "Dvidešimtasis", "nineteenth"),
]


@pytest.mark.parametrize(("lithuanian", "english", "of_source", "of_target"), WRONG)
def test_another_number_is_found_in_either_direction(
    lithuanian: str, english: str, of_source: str, of_target: str
) -> None:
    for found in (find_problems(lithuanian, english, FORWARD), find_problems(english, lithuanian, BACK)):
        told = {each.text for each in found if each.check is Check.NUMBER}
        assert told == {of_source, of_target} - {""}


def test_one_number_in_words_in_the_place_of_another_is_found_where_both_stand_in_the_source() -> None:
    source = "Trys dienos, penki svečiai, trys miestai"
    assert find_problems(source, "Three days, five guests, three towns", FORWARD) == []
    assert [each.text for each in find_problems(source, "Three days, five guests, five towns", FORWARD)]
