"""The text beside what was read: sure repairs marked, doubtful words to be chosen, paragraphs to be changed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news.models import ImportedFile

from ..pipeline.analysis import Paragraph, ParagraphRole
from ..pipeline.decisions import Conflict, DecisionOutcome, DecisionRequest, decide
from ..pipeline.reviewed import Doubt, InvalidDecision, Review, Segment
from .documents import SHOWN_IN_BROWSER, SHOWN_PICTURES, DocumentView, left_message

PARTS: dict[ParagraphRole, Promise] = {
    ParagraphRole.TITLE: gettext_lazy("title"),
    ParagraphRole.LEAD: gettext_lazy("lead"),
    ParagraphRole.PARAGRAPH: gettext_lazy("text"),
    ParagraphRole.HEADING: gettext_lazy("heading"),
    ParagraphRole.LIST_ITEM: gettext_lazy("item of a list"),
    ParagraphRole.QUOTATION: gettext_lazy("quotation"),
    ParagraphRole.TABLE: gettext_lazy("table"),
    ParagraphRole.OMITTED: gettext_lazy("left out"),
}
# The value of a choice: a reading as it is, or what is typed beside.
READING, OTHER = "reading:", "other"


@dataclass(frozen=True)
class ParagraphView:
    """A paragraph as the page shows it."""

    index: int
    language: str
    paragraph: Paragraph
    part: ParagraphRole
    text: str
    segments: list[Segment]
    doubts: list[Doubt]
    repairs: list[Segment]
    written: str | None

    @property
    def place(self) -> str:
        """As targets name it."""
        return f"{self.language}:{self.index}"

    @property
    def part_label(self) -> Promise:
        return PARTS[self.part]

    @property
    def parts(self) -> list[tuple[ParagraphRole, Promise]]:
        """What it can be instead: a table stays one, and nothing becomes one."""
        is_table = self.paragraph.part is ParagraphRole.TABLE
        return [(part, label) for part, label in PARTS.items() if (part is ParagraphRole.TABLE) <= is_table]


@dataclass(frozen=True)
class TextView:
    """A language of the document."""

    language: str
    file: ImportedFile | None
    paragraphs: list[ParagraphView]

    @property
    def undecided(self) -> int:
        return sum(doubt.chosen is None for paragraph in self.paragraphs for doubt in paragraph.doubts)

    @property
    def is_shown(self) -> bool:
        """Whether a browser can show the file beside the text."""
        return self.file is not None and self.file.media_type in SHOWN_IN_BROWSER

    @property
    def is_picture(self) -> bool:
        return self.file is not None and self.file.media_type in SHOWN_PICTURES


def paragraph_view(review: Review, language: str, index: int) -> ParagraphView:
    segments = review.segments(language, index)
    return ParagraphView(
        index=index,
        language=language,
        paragraph=review.analysis.texts[language][index],
        part=review.part(language, index),
        text=review.text(language, index),
        segments=segments,
        doubts=review.doubts(language, index),
        repairs=[part for part in segments if part.repair and part.repair.is_applied and not part.repair.is_doubtful],
        written=review.value(f"text:{language}:{index}"),
    )


class DocumentTextView(DocumentView):
    template_name = "news/importer/text.html"
    step = "text"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds `texts` (TextView)."""
        files = {file.language: file for file in self.document.files.all()}
        texts = [
            TextView(
                language,
                files.get(language) or files.get(""),
                [paragraph_view(self.review, language, index) for index in range(len(paragraphs))],
            )
            for language, paragraphs in self.review.analysis.texts.items()
        ]
        return super().get_context_data(**kwargs) | {"texts": texts}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wants_json = request.headers.get("accept") == "application/json"
        try:
            outcome = decide(self.document, list(requested(request.POST)), request.user)
        except InvalidDecision:
            message = _("This cannot be done: the page has changed since you opened it.")
            if wants_json:
                return JsonResponse({"message": message}, status=400)
            messages.error(request, message)
            return redirect(request.path)
        if wants_json:
            return JsonResponse(answer(outcome))
        report(request, outcome)
        return redirect(f"{request.path}#{request.POST.get('place', '')}")


def requested(data: QueryDict) -> Iterator[DecisionRequest]:
    """What the form says that is other than what it showed.

    Raises:
        InvalidDecision: for a form of somebody's own making.
    """
    for target in (*data.getlist("undecide"), *data.getlist("take-back")):
        yield DecisionRequest(target, _seen(data, target), _seen(data, f"back-{target}"))
    taken_back = {*data.getlist("undecide"), *data.getlist("take-back")}
    for name in data:
        kind, _colon, _rest = name.partition(":")
        if kind not in ("word", "text", "part") or name in taken_back:
            continue
        before, value = _seen(data, name), str(data[name])
        if kind == "word":
            value = str(data.get(f"other-{name}", "")).strip() if value == OTHER else value.removeprefix(READING)
        shown = before
        if kind == "text":
            value, shown = _lines(value), _lines(_seen(data, f"shown-{name}") or "")
        if value and value != shown:
            yield DecisionRequest(name, before, value)


def _lines(text: str) -> str:
    """Without what a browser adds to the ends of lines."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _seen(data: QueryDict, name: str) -> Any:
    """What the page had as the present value, in JSON."""
    try:
        return json.loads(str(data.get(f"was-{name}", "null")))
    except ValueError as error:
        raise InvalidDecision(name) from error


def answer(outcome: DecisionOutcome) -> dict[str, Any]:
    """What the page's script puts in its place."""
    return {
        "kept": [{"target": decision.target, "value": decision.after} for decision in outcome.kept],
        "conflicts": [
            {"target": conflict.target, "value": conflict.present, "message": conflict_message(conflict)}
            for conflict in outcome.conflicts
        ],
        "left": left_message(outcome.review.undecided),
        "message": _("Saved.") if outcome.kept else "",
    }


def conflict_message(conflict: Conflict) -> str:
    present = conflict.present if isinstance(conflict.present, str) else ""
    values = {"name": conflict.user_name, "value": present}
    if present:
        return _("%(name)s has decided meanwhile: “%(value)s”. Your choice was not kept.") % values
    return _("%(name)s has changed this meanwhile. Your choice was not kept.") % values


def report(request: HttpRequest, outcome: DecisionOutcome) -> None:
    """Tells the reviewer what was kept and what was not."""
    for conflict in outcome.conflicts:
        messages.warning(request, conflict_message(conflict))
    if outcome.kept:
        messages.success(request, _("Saved."))
    elif not outcome.conflicts:
        messages.info(request, _("Nothing has changed."))
