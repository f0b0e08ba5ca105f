"""The one form of a promise outside the database.

The reader gives it, the workspace corrects it, the export writes it and the import takes it:
``{"promises": [...], "unread": [...]}``. What a text leaves open is ``None`` or an empty list, never a guess.
``docs/open-data.md`` explains each field to a reader of the data; `promise_schema` is the JSON Schema.
"""

import json
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import msgspec

FORMAT = "loftet-promise/1"


class GeographyKind(StrEnum):
    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    MUNICIPALITIES = "municipalities"


class PartyKind(StrEnum):
    """Who stands behind a commitment or a signature."""

    POLICE = "police"
    MUNICIPALITY = "municipality"
    DEPARTMENT = "department"
    THIRD_PARTY = "third_party"


class BearerFound(StrEnum):
    """Where in the text the bearer of a commitment was found."""

    OWN = "own"
    LEAD_IN = "lead_in"
    TRAILING = "trailing"
    INFERRED = "inferred"


class CommitmentKind(StrEnum):
    """Kinds of work; the catalogue of published promises gives the twelve first, practice the next four."""

    PATROL = "patrol"
    TRAFFIC_CONTROL = "traffic_control"
    COOPERATION = "cooperation"
    PHYSICAL_ENVIRONMENT = "physical_environment"
    INFORMATION = "information"
    SAFETY_WALK = "safety_walk"
    DIALOGUE = "dialogue"
    NEIGHBOURHOOD_WATCH = "neighbourhood_watch"
    LECTURE = "lecture"
    FOLLOW_UP_MEETING = "follow_up_meeting"
    INSPECTION = "inspection"
    SCHOOL_VISIT = "school_visit"
    TARGETED_OPERATION = "targeted_operation"
    EARLY_SUPPORT = "early_support"
    YOUTH_ACTIVITY = "youth_activity"
    ADULT_PRESENCE = "adult_presence"
    SITUATIONAL_PICTURE = "situational_picture"
    OTHER = "other"


class Direction(StrEnum):
    FEWER = "fewer"
    MORE = "more"
    OTHER = "other"


class AgreementStatus(StrEnum):
    """How far the parties have come with a promise that is published."""

    RECORDED = "recorded"
    """Signed elsewhere, kept here with its source."""
    PROPOSAL = "proposal"
    """Not approved by everyone who is to approve it."""
    AGREED = "agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The lines of the input, counted from 1, that a field was read from. Both ends belong to it."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Geography:
    kind: GeographyKind
    names: list[str]
    """The municipalities, or the districts and places, as the text names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day, both within the period; either may be missing in the text."""

    start: date | None
    end: date | None
    literal: str = ""
    """The words that say it, as written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    party: PartyKind
    name: str
    """As written, without inflection for a department or third party: "Socialförvaltningen"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRecord:
    text: str
    """The literal words, joined over wrapped lines; nothing added."""
    focus_area: str | None = None
    bearers: list[Bearer] = field(default_factory=list)
    bearer_found: BearerFound | None = None
    kind: CommitmentKind = CommitmentKind.OTHER
    target_group: str | None = None
    place: str | None = None
    recurrence: str | None = None
    """RFC 5545 rule without the prefix: ``FREQ=MONTHLY``. Only a true interval becomes one."""
    count: int | None = None
    """How many; within each interval where `recurrence` is set, else within the period."""
    at_least: bool = False
    """The count is a lower bound ("minst fyra")."""
    condition: str | None = None
    """"vid behov", "efter önskemål": such a commitment can never be late."""
    window: str | None = None
    """A time narrower than the period, as written: "under maj månad", "kvällar och helger"."""
    vague: str | None = None
    """Vague repetition as written ("regelbundet", "ett antal"); it never becomes a figure."""
    explanation: str | None = None
    """Sentences that follow the commitment and explain it."""
    lines: Lines | None = None
    id: str | None = None
    """Stable through revisions and years; given when the promise is stored."""
    problem: str | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How a goal is measured; added by the parties, never by the reader."""

    indicator: str
    definition: str = ""
    unit: str = ""
    source: str = ""
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    next_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRecord:
    text: str
    focus_area: str | None = None
    direction: Direction = Direction.OTHER
    subject: str = ""
    """The one thing that changes: "skadegörelse"."""
    carried: bool = False
    """Whether a commitment of the same promise works towards it."""
    lines: Lines | None = None
    id: str | None = None
    measure: Measure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    channels: list[str] = field(default_factory=list)
    """Where it can be followed: "polisens Facebook", "kommunens webbplats"."""
    interval: str | None = None
    """How often results are told, as written: "varje tertial"."""
    recurrence: str | None = None
    text: str | None = None
    lines: Lines | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    name: str
    title: str
    """As written: "/Kommunstyrelsen ordförande"."""
    title_normalised: str = ""
    """"Kommunstyrelsens ordförande"; without "Tf" and without the place."""
    party: PartyKind | None = None
    acting: bool = False
    """Signs for somebody ("tf", "t.f.", "vik.")."""
    lines: Lines | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Text that belongs to the promise but is none of the fields above: heading and words."""

    heading: str
    text: str
    lines: Lines | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A promise that was signed elsewhere: where it was taken from. Never shown as signed here."""

    source: str
    retrieved_on: date | None = None
    case_number_municipality: str = ""
    case_number_police: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A party's yes to exactly these words, given here by somebody who may give it."""

    party: PartyKind
    """The municipality or the police."""
    function: str
    """What the person is there, never who: "Kommunstyrelsens ordförande"."""
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRecord:
    title: str = ""
    municipality: str | None = None
    municipality_code: str | None = None
    """Four digits of Statistics Sweden: "1257"."""
    police_area: str | None = None
    geography: Geography | None = None
    period: Period | None = None
    introduction: str | None = None
    purpose: str | None = None
    builds_on: str | None = None
    picture: str | None = None
    """The words about the situational picture."""
    sources: list[str] = field(default_factory=list)
    lead_in: str | None = None
    """The words before the list: "… avger härmed löfte om att …"."""
    focus_areas: list[str] = field(default_factory=list)
    commitments: list[CommitmentRecord] = field(default_factory=list)
    goals: list[GoalRecord] = field(default_factory=list)
    follow_up: FollowUp | None = None
    validity: str | None = None
    revision_clause: str | None = None
    reservation: str | None = None
    signatories: list[Signatory] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    """Problems, survey answers, umbrella lines, headings: read, but not promised."""
    read_from: dict[str, list[Lines]] = field(default_factory=dict)
    """Where the fields without lines of their own were read, by the field's name: ``{"title": [...]}``."""
    recorded: Recorded | None = None
    status: AgreementStatus | None = None
    """None for words that are only read, and in files from before the field."""
    approvals: list[Approval] = field(default_factory=list)
    """In a promise that is agreed, from every party that had to agree."""
    followed_from: date | None = None
    example: bool = False
    """Made up, for demonstration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLine:
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Something the text says that cannot be so: "31 juni"."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDocument:
    promises: list[PromiseRecord]
    unread: list[UnreadLine] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    format: str = FORMAT


def promise_json(document: PromiseDocument) -> str:
    """The document as indented JSON."""
    return json.dumps(msgspec.to_builtins(document), ensure_ascii=False, indent=2) + "\n"


def promise_document(text: str | bytes) -> PromiseDocument:
    """The document that JSON holds.

    Raises:
        ValueError: not JSON, another format, or a field of the wrong kind; the message names the field.
    """
    try:
        document = msgspec.json.decode(text, type=PromiseDocument)
    except msgspec.DecodeError as error:
        raise ValueError(str(error)) from error
    if document.format != FORMAT:
        raise ValueError(f"format is {document.format!r}, expected {FORMAT!r}")
    return document


def promise_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `PromiseDocument`."""
    return msgspec.json.schema(PromiseDocument)
