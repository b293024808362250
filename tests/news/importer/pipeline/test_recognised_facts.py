from news.importer.pipeline.analysis import Paragraph, ParagraphRole
from news.importer.pipeline.recognised_facts import recognised
from news.importer.recognition import Catalogue


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(ParagraphRole.PARAGRAPH, text, text) for text in texts)


def test_facts_of_every_text_are_kept_however_many_there_are() -> None:
    texts = {
        "lt": paragraphs("Vizitas Osle", "Lankėsi direktorė Ingrid Haugland ir kalbėjosi su mūsų partneriais."),
        "en": paragraphs("Visit to Oslo", "The director Ingrid Haugland came and talked with our partners here."),
        "nb": paragraphs("Besøk i Oslo", "Direktøren Ingrid Haugland og Stian Eriksen kom 2017-04-03, se www.zilo.no."),
    }
    parts, facts = recognised(texts, Catalogue())
    assert parts == {code: {0: ParagraphRole.TITLE, 1: ParagraphRole.LEAD} for code in texts}
    assert facts["first_day"] == "2017-04-03"
    assert facts["links"] == ["http://www.zilo.no"]
    assert [set(person["name"]) for person in facts["people"]] == [{"lt", "en", "nb"}, {"nb"}]
