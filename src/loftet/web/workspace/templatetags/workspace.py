from datetime import date

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from loftet.domain.dialogue.weekly_report.letters import outcome_words
from loftet.domain.dialogue.weekly_report.models import WeeklyReport, WeekMeasure
from loftet.domain.dialogue.weekly_report.rules import Change, Criterion
from loftet.domain.promise.agreement_words import STATES
from loftet.domain.promise.comparison import PieceKind, word_difference
from loftet.domain.promise.life import PromiseState, state_of
from loftet.domain.promise.models import Edition, Promise
from loftet.domain.promise.selectors import life_of
from loftet.domain.promise.vagueness import vague_spans
from loftet.web.workspace import weekly_words

register = template.Library()

TICKED = (forms.CheckboxInput,)
CHOSEN_AMONG = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The field's input in the look of the design, without the placeholders that allauth gives for labels."""
    return SafeString(field.as_widget(attrs={"class": "ds-input", "placeholder": False}))


@register.simple_tag
def choice_control(choice: BoundWidget) -> SafeString:
    """One of several to tick, in the look of the design."""
    choice.data["attrs"]["class"] = "ds-input"
    return SafeString(choice.tag())


@register.filter
def is_ticked(field: BoundField) -> bool:
    return isinstance(field.field.widget, TICKED) and not is_choice_of_several(field)


@register.filter
def is_choice_of_several(field: BoundField) -> bool:
    return isinstance(field.field.widget, CHOSEN_AMONG)


@register.filter
def vague_marked(text: str) -> SafeString:
    """The text with its vague words marked."""
    pieces, place = [], 0
    for span in vague_spans(text):
        pieces += [format_html("{}", text[place : span.start]), format_html("<mark>{}</mark>", span.word)]
        place = span.end
    pieces.append(format_html("{}", text[place:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


PIECES = {PieceKind.SAME: "{}", PieceKind.REMOVED: "<del>{}</del>", PieceKind.ADDED: "<ins>{}</ins>"}


@register.simple_tag
def difference(old: str, new: str) -> SafeString:
    """The newer text with what was taken away and what was put in."""
    pieces = [format_html(PIECES[piece.kind], piece.text) for piece in word_difference(old, new)]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def life_state(promise: Promise, edition: Edition | None) -> str:
    """Where the promise is in its life today; `edition` is the newest."""
    state = state_of(life_of(promise), timezone.localdate())
    return _("Publicerat som förslag") if edition and state is PromiseState.DRAFT else str(STATES[state])


@register.filter
def outcome(measure: WeekMeasure) -> str:
    """How it went with what the weekly meeting decided."""
    return outcome_words(measure)


@register.filter
def week_words(monday: date) -> str:
    """ "Vecka 36, 31 augusti–6 september 2026"."""
    return weekly_words.week_words(monday)


@register.filter
def change_words(change: Change) -> str:
    """What may be said of a matter against the weeks before."""
    return str(weekly_words.CHANGES[change])


@register.filter
def criterion_words(criterion: Criterion) -> str:
    """ "Rapporter: 4, ger 2 × 1"."""
    return weekly_words.criterion_words(criterion)


@register.filter
def event_time(report: WeeklyReport) -> str:
    """When it can have happened, by the Swedish clock."""
    return weekly_words.event_time(report.earliest, report.latest)
