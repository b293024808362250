"""The form of the facts: each field is a target of a decision, shown with the value that the reviewer has seen."""

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from news.models import Organisation, Person, ProjectRecord
from news.models.countries import country_choices
from news.models.entity import Entity
from portal.i18n import language_codes
from portal.links.rules import validate_web_address

from ..pipeline.decisions import DecisionRequest
from ..pipeline.draft_pairs import TITLE_LENGTH, rows_of
from ..pipeline.facts import NEW, ROWS
from ..pipeline.picture_facts import LONGEST_DESCRIPTION
from ..pipeline.reviewed import Review

LONGEST_FACT = 500
# How many known names are offered for one that was read, and how like it they are at least (of 100).
OFFERED, LIKE = 5, 70
MODELS: dict[str, type[Entity]] = {"people": Person, "organisations": Organisation}


class FactForm(forms.Form):
    """Hidden beside each field stands what the reviewer has seen, so that nobody's change is overwritten unseen."""

    def __init__(self, review: Review, data: Any = None) -> None:
        super().__init__(data)
        self.review = review
        self.languages = list(review.analysis.texts)
        for language in self.languages:
            self._add(f"fact:title.{language}", _("Title"), language, max_length=TITLE_LENGTH, required=True)
            self._add(f"fact:lead.{language}", _("Lead"), language, widget=forms.Textarea(attrs={"rows": 3}))
            self._add(f"fact:place.{language}", _("Place"), language)
        for path, label in (("date", _("Date")), ("first_day", _("First day")), ("last_day", _("Last day"))):
            self._add(f"fact:{path}", label, widget=forms.TextInput(attrs={"type": "date"}))
        self._add_choice("fact:country", _("Country"), [("", "—"), *country_choices()])
        projects = [(record.identifier, str(record)) for record in ProjectRecord.objects.all()]
        self._add_choice("fact:project", _("Project"), [("", "—"), *projects])
        if review.analysis.facts.get("grant_number"):
            values = {"number": review.analysis.facts["grant_number"]}
            self.fields["fact:project"].help_text = _("The text names the grant number %(number)s.") % values
        for relation in MODELS:
            self._add_people_or_organisations(relation)
        for index in range(rows_of(review, "results")):
            path = f"fact:results.{index}"
            self._add(f"{path}.indicator", _("Indicator number"), max_length=40)
            for language in self.languages:
                self._add(f"{path}.text.{language}", _("Result"), language)
        self._add_pictures()
        for language in review.analysis.target_languages:
            label = _("This language gets a text of its own, with all of its paragraphs, apart from the other.")
            self._add_switch(f"apart:{language}", label, language)
        self._add_switch("shown", _("Readers see that the text comes from an old document, and when it was checked."))

    def _add_people_or_organisations(self, relation: str) -> None:
        known = _known_names(MODELS[relation], self.review.analysis.source_language)
        for index in range(rows_of(self.review, relation)):
            path = f"{relation}.{index}"
            names = [name for code in self.languages if (name := self.review.fact(f"{path}.name.{code}"))]
            present = self.review.fact(f"{path}.use")
            choices = [("", _("pass over")), (NEW, _("new")), *_offered(known, names, present)]
            self._add_choice(f"fact:{path}.use", names[0] if names else "", choices)
            for name, label in (("name", _("Name")), ("role", _("Role")), ("link", _("Web address"))):
                if name in ROWS[relation][1]:
                    for language in self.languages:
                        self._add(f"fact:{path}.{name}.{language}", label, language)

    def _add_pictures(self) -> None:
        """One of them may become the item's picture; each has a description in each language."""
        count = rows_of(self.review, "pictures")
        if not count:
            return
        numbers = [(str(index), _("Picture %(number)d") % {"number": index + 1}) for index in range(count)]
        self._add_choice("fact:picture", _("The item's picture"), [("", _("none")), *numbers])
        for index in range(count):
            for language in self.languages:
                target = f"fact:pictures.{index}.text.{language}"
                self._add(target, _("What the picture shows"), language, max_length=LONGEST_DESCRIPTION)

    def _add(
        self,
        target: str,
        label: str,
        language: str = "",
        *,
        required: bool = False,
        max_length: int | None = LONGEST_FACT,
        widget: forms.Widget | None = None,
    ) -> None:
        widget = widget or forms.TextInput()
        is_prose = isinstance(widget, forms.Textarea)
        self.fields[target] = forms.CharField(
            label=_labelled(label, language),
            initial=self.review.value(target),
            required=required,
            max_length=None if is_prose else max_length,
            widget=widget,
            show_hidden_initial=True,
        )
        if language:
            widget.attrs["lang"] = language

    def _add_choice(self, target: str, label: str, choices: list[tuple[str, str]]) -> None:
        present = self.review.value(target)
        if present not in dict(choices):
            choices.append((present, present))
        self.fields[target] = forms.ChoiceField(
            label=label, choices=choices, initial=present, required=False, show_hidden_initial=True
        )

    def _add_switch(self, target: str, label: str, language: str = "") -> None:
        self.fields[target] = forms.BooleanField(
            label=_labelled(label, language),
            initial=self.review.value(target),
            required=False,
            show_hidden_initial=True,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for path in ("date", "first_day", "last_day"):
            self._clean_day(f"fact:{path}")
        first_day, last_day = cleaned.get("fact:first_day"), cleaned.get("fact:last_day")
        if last_day and (not first_day or last_day < first_day):
            self.add_error("fact:last_day", _("The last day comes before the first day, or the first day is missing."))
        for target in [target for target in cleaned if ".link." in target and cleaned[target]]:
            try:
                validate_web_address(cleaned[target])
            except ValidationError as error:
                self.add_error(target, error)
        return cleaned

    def _clean_day(self, target: str) -> None:
        day = self.cleaned_data.get(target)
        try:
            if day:
                self.cleaned_data[target] = datetime.date.fromisoformat(day).isoformat()
        except ValueError:
            self.add_error(target, _("This is no date."))

    def requested(self) -> Iterator[DecisionRequest]:
        """What differs from what the reviewer has seen."""
        for target in self.changed_data:
            field = self[target]
            hidden = self.fields[target].hidden_widget()
            seen = hidden.value_from_datadict(self.data, self.files, self.add_initial_prefix(target))
            if isinstance(self.fields[target], forms.BooleanField):
                yield DecisionRequest(target, str(seen).lower() == "true", bool(field.data))
            else:
                yield DecisionRequest(target, seen or "", self.cleaned_data[target])

    def texts(self) -> list[tuple[str, list[BoundField]]]:
        """Per language, the fields of title, lead and place."""
        names = ("title", "lead", "place")
        return [(code, [self[f"fact:{name}.{code}"] for name in names]) for code in self.languages]

    def days(self) -> list[BoundField]:
        return [self[f"fact:{name}"] for name in ("date", "first_day", "last_day", "country", "project")]

    def rows(self) -> list[tuple[str, list[list[BoundField]]]]:
        """The rows of people, organisations and results under their headings, where there are any."""
        headings = (("people", _("People")), ("organisations", _("Organisations")), ("results", _("Results")))
        return [(heading, rows) for relation, heading in headings if (rows := self._rows(relation))]

    def _rows(self, relation: str) -> list[list[BoundField]]:
        return [
            [self[name] for name in self.fields if name.startswith(f"fact:{relation}.{index}.")]
            for index in range(rows_of(self.review, relation))
        ]

    def pictures(self) -> list[tuple[int, list[BoundField]]]:
        """The number of each picture, and the fields of what it shows."""
        return list(enumerate(self._rows("pictures")))

    def chosen_picture(self) -> BoundField:
        return self["fact:picture"]

    def switches(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name == "shown" or name.startswith("apart:")]


def _labelled(label: str, language: str) -> str:
    return f"{label} ({language.upper()})" if language and len(language_codes()) > 1 else label


def _known_names(model: type[Entity], language: str) -> dict[str, str]:
    """Names by identifier; in the language of the source where there is one."""
    names = dict(model._default_manager.values_list("identifier", "name"))
    names |= dict(model._default_manager.filter(locale__language_code=language).values_list("identifier", "name"))
    return names


def _offered(known: dict[str, str], names: list[str], present: str) -> list[tuple[str, str]]:
    """Those known that a name may mean, the likeliest first."""
    offered = {present: known[present]} if present in known else {}
    for name in names:
        for match in process.extract(name, known, scorer=fuzz.token_set_ratio, limit=OFFERED, score_cutoff=LIKE):
            offered.setdefault(match[2], match[0])
    return list(offered.items())
