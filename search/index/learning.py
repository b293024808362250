"""Learning of a bilingual lexicon: words that mean the same, from the portal's own translations."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from django.db import transaction

from portal.batches import in_batches
from portal.i18n import language_codes
from portal.languages.common.html_text import plain_text
from portal.translation.glossary.models import LearntTranslation
from portal.translation.glossary.word_alignment import learn
from portal.translation.localize import StringTranslation

from ..query.synonym_store import write_words
from .document import LanguageDocument, read_documents

# The latest translated segments are learnt from, and the strongest pairs of two languages are kept.
MAX_SEGMENTS = 10_000
MAX_PAIRS = 5_000
BATCH = 1_000


def learn_translations() -> int:
    """Learns anew from what is published for everybody now; returns how many pairs are known now."""
    codes = language_codes()
    found: list[LearntTranslation] = []
    for place, language in enumerate(codes):
        for other_language in codes[place + 1 :]:
            pairs = learn(_segments(language, other_language), language, other_language)
            found += [
                LearntTranslation(
                    language=language,
                    word=pair.word,
                    other_language=other_language,
                    other_word=pair.other,
                    strength=pair.strength,
                )
                for pair in pairs[:MAX_PAIRS]
            ]
    with transaction.atomic():
        LearntTranslation.objects.all().delete()
        LearntTranslation.objects.bulk_create(found, batch_size=500, ignore_conflicts=True)
        transaction.on_commit(write_words)
    return len(found)


def _segments(language: str, other_language: str) -> Sequence[tuple[str, str]]:
    """Segments and their translations, whichever of the two languages they were written in.

    Only what the documents of search say in both languages: whatever is a draft, withdrawn or restricted is in none.
    """
    found: list[tuple[str, str]] = []
    for source, target in ((language, other_language), (other_language, language)):
        rows = StringTranslation.objects.filter(
            translation_of__locale__language_code=source, locale__language_code=target, has_error=False
        ).order_by("-pk")
        values = rows.values_list("context__object_id", "translation_of__data", "data").iterator(BATCH)
        pairs = islice(_published(values, source, target), MAX_SEGMENTS)
        found += pairs if source == language else (pair[::-1] for pair in pairs)
    return found


def _published(values: Iterable[tuple[UUID, str, str]], source: str, target: str) -> Iterator[tuple[str, str]]:
    """Plain texts of the segments that stand in the item's document in both languages."""
    for batch in in_batches(values, BATCH):
        documents = read_documents(list({key for key, _text, _translation in batch}))
        said = {key: {code: _said(text) for code, text in each.languages.items()} for key, each in documents.items()}
        for key, text, translation in batch:
            pair = plain_text(text), plain_text(translation)
            own = said.get(key, {})
            if _letters(pair[0]) in own.get(source, "") and _letters(pair[1]) in own.get(target, ""):
                yield pair


def _said(text: LanguageDocument) -> str:
    return _letters("\n".join((text.title, text.lead, text.body, text.names)))


def _letters(text: str) -> str:
    """Markup leaves white space that differs."""
    return "".join(text.split())
