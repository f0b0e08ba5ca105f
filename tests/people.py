"""The cast: two invented municipalities with what each has published and a draft that nobody else may see.

Exempelby follows its promise for the second year; Granneby begins. All is made by the services that officials use.
"""

from dataclasses import dataclass
from datetime import date

from loftet.domain.agreement.models import Agreement
from loftet.domain.agreement.services import AgreementValues, draft_agreement
from loftet.domain.organisation.models import Party
from loftet.domain.organisation.services import enter_authority
from loftet.domain.place.models import Municipality
from loftet.domain.place.services import invent_municipality
from loftet.domain.promise.models import Promise
from loftet.domain.promise.services.drafting import draft_promise
from loftet.domain.promise.services.reading import keep_reading, store_reading
from loftet.domain.publishing.services import publish_promise
from loftet.domain.publishing.site import publish_agreement
from loftet.sources.promise_text.record import (
    Bearer,
    BearerFound,
    CommitmentKind,
    CommitmentRecord,
    Direction,
    FollowUp,
    Geography,
    GeographyKind,
    GoalRecord,
    Measure,
    PartyKind,
    Period,
    PromiseDocument,
    PromiseRecord,
    Recorded,
    Signatory,
)

COUNTY = "Exempel län"
POLICE = Bearer(party=PartyKind.POLICE, name="Polisen")
MUNICIPALITY = Bearer(party=PartyKind.MUNICIPALITY, name="kommunen")
SCHOOLS = Bearer(party=PartyKind.DEPARTMENT, name="Utbildningsförvaltningen")

CENTRE = "Trygghet i centrum"
BURGLARY = "Skadegörelse och inbrott"

LETTERS = CommitmentRecord(
    id="informationsbrev",
    text="Polisen skickar informationsbrev till grannsamverkansgrupperna en gång i månaden.",
    focus_area=BURGLARY,
    bearers=[POLICE],
    bearer_found=BearerFound.OWN,
    kind=CommitmentKind.INFORMATION,
    target_group="grannsamverkansgrupperna",
    recurrence="FREQ=MONTHLY",
    count=1,
)
WALKS = CommitmentRecord(
    id="trygghetsvandringar",
    text="Kommunen och polisen genomför trygghetsvandringar i Mallinge.",
    focus_area=CENTRE,
    bearers=[MUNICIPALITY, POLICE],
    bearer_found=BearerFound.OWN,
    kind=CommitmentKind.SAFETY_WALK,
    place="i Mallinge",
)
PATROLS = CommitmentRecord(
    id="fotpatrullering",
    text="Fotpatrullering sker regelbundet.",
    focus_area=CENTRE,
    bearers=[POLICE],
    bearer_found=BearerFound.INFERRED,
    kind=CommitmentKind.PATROL,
    vague="regelbundet",
)
PARENTS = CommitmentRecord(
    id="vardnadshavare",
    text="Utbildningsförvaltningen ordnar vid behov möten med vårdnadshavare.",
    focus_area=CENTRE,
    bearers=[SCHOOLS],
    bearer_found=BearerFound.OWN,
    kind=CommitmentKind.DIALOGUE,
    target_group="vårdnadshavare",
    condition="vid behov",
)
PICTURE = CommitmentRecord(
    id="ny-lagesbild",
    text="Under hösten 2026 ska kommunen och polisen ta fram en ny lägesbild.",
    bearers=[MUNICIPALITY, POLICE],
    bearer_found=BearerFound.OWN,
    kind=CommitmentKind.SITUATIONAL_PICTURE,
    window="Under hösten 2026",
    explanation="Lägesbilden visar var och när brotten sker.",
)
FEWER_BURGLARIES = GoalRecord(
    id="inbrott",
    text="Minska antalet inbrott i bostäder.",
    focus_area=BURGLARY,
    direction=Direction.FEWER,
    subject="inbrott i bostäder",
    carried=True,
)
SAFER_CENTRE = GoalRecord(
    id="trygga",
    text="Fler ska känna sig trygga i centrum på kvällen.",
    focus_area=CENTRE,
    direction=Direction.MORE,
    subject="trygga i centrum",
    measure=Measure(
        indicator="Andel som känner sig trygga",
        unit="procent",
        source="Trygghetsmätningen",
        baseline=61.5,
        baseline_on=date(2025, 11, 1),
        target=70,
        next_on=date(2026, 11, 1),
    ),
)
SIGNATORIES = [
    Signatory(
        name="Eva Exempelsson",
        title="/Kommunstyrelsen ordförande",
        title_normalised="Kommunstyrelsens ordförande",
        party=PartyKind.MUNICIPALITY,
    ),
    Signatory(
        name="Per Provberg",
        title="/Tf Lokalpolisområdeschef Exempelbygden",
        title_normalised="Lokalpolisområdeschef",
        party=PartyKind.POLICE,
        acting=True,
    ),
]

EXEMPELBY_2025 = PromiseRecord(
    title="Medborgarlöfte 2025",
    municipality="Exempelby",
    police_area="Exempelbygden",
    geography=Geography(kind=GeographyKind.MUNICIPALITY, names=["Exempelby"]),
    period=Period(start=date(2025, 1, 1), end=date(2025, 12, 31), literal="2025"),
    introduction="Exempelby kommun och polisen lovar att göra kommunen tryggare.",
    focus_areas=[CENTRE, BURGLARY],
    commitments=[
        CommitmentRecord(
            id=LETTERS.id,
            text="Polisen skickar informationsbrev till grannsamverkansgrupperna varje kvartal.",
            focus_area=BURGLARY,
            bearers=[POLICE],
            bearer_found=BearerFound.OWN,
            kind=CommitmentKind.INFORMATION,
            target_group="grannsamverkansgrupperna",
            recurrence="FREQ=MONTHLY;INTERVAL=3",
        ),
        WALKS,
        CommitmentRecord(
            id="startmoten",
            text="Kommunen håller tre startmöten för nya grannsamverkansgrupper.",
            focus_area=BURGLARY,
            bearers=[MUNICIPALITY],
            bearer_found=BearerFound.OWN,
            kind=CommitmentKind.NEIGHBOURHOOD_WATCH,
            count=3,
        ),
    ],
    goals=[FEWER_BURGLARIES],
    reservation="Löftet är bara en del av kommunens och polisens arbete.",
    signatories=SIGNATORIES,
)
EXEMPELBY_2026 = PromiseRecord(
    title="Medborgarlöfte 2026",
    municipality="Exempelby",
    police_area="Exempelbygden",
    geography=Geography(kind=GeographyKind.MUNICIPALITY, names=["Exempelby"]),
    period=Period(start=date(2026, 1, 1), end=date(2026, 12, 31), literal="2026"),
    introduction="Exempelby kommun och polisen lovar att göra kommunen tryggare.",
    purpose="Du som bor här ska kunna se vad vi har lovat.",
    builds_on="Arbetet bygger vidare på löftet för 2025.",
    picture="Lägesbilden bygger på medborgardialoger och brottsstatistik.",
    sources=["medborgardialoger", "brottsstatistik"],
    lead_in="Exempelby kommun och lokalpolisområde Exempelbygden lovar följande:",
    focus_areas=[CENTRE, BURGLARY],
    commitments=[PICTURE, PATROLS, WALKS, PARENTS, LETTERS],
    goals=[SAFER_CENTRE, FEWER_BURGLARIES],
    follow_up=FollowUp(channels=["kommunens webbplats"], interval="varje kvartal"),
    validity="Medborgarlöftet gäller 2026.",
    revision_clause="Det kan ändras om läget ändras.",
    reservation="Löftet är bara en del av kommunens och polisens arbete.",
    signatories=SIGNATORIES,
)
GRANNEBY_2026 = PromiseRecord(
    title="Medborgarlöfte 2026",
    municipality="Granneby",
    police_area="Exempelbygden",
    period=Period(start=date(2026, 5, 1), end=date(2026, 8, 31), literal="sommaren 2026"),
    commitments=[
        CommitmentRecord(id="badplatsen", text="Polisen besöker badplatsen.", bearers=[POLICE], place="badplatsen")
    ],
    goals=[GoalRecord(id="lugnare", text="En lugnare badplats.")],
    recorded=Recorded(
        source="https://exempel.se/granneby",
        retrieved_on=date(2026, 6, 1),
        case_number_municipality="KS 2026/17",
        case_number_police="A123.456/2026",
    ),
    followed_from=date(2026, 6, 15),
)


@dataclass(frozen=True, slots=True)
class Cast:
    exempelby: Municipality
    granneby: Municipality
    last_year: Promise
    this_year: Promise
    draft: Promise
    """Exempelby's promise of 2027, which nobody has published."""
    neighbours: Promise


def the_cast() -> Cast:
    exempelby = invent_municipality(code="9901", name="Exempelby", county=COUNTY)
    granneby = invent_municipality(code="9902", name="Granneby", county=COUNTY)
    last_year = stored(exempelby, EXEMPELBY_2025)
    this_year = stored(exempelby, EXEMPELBY_2026)
    this_year.carried_from = last_year
    this_year.save()
    neighbours = stored(granneby, GRANNEBY_2026)
    for promise in (last_year, this_year, neighbours):
        publish_promise(promise.municipality, promise=promise, actor=None)
    draft = draft_promise(exempelby, actor=None, start=date(2027, 1, 1), end=date(2027, 12, 31))
    return Cast(exempelby, granneby, last_year, this_year, draft, neighbours)


def stored(municipality: Municipality, record: PromiseRecord) -> Promise:
    """A promise that nobody has published yet."""
    document = PromiseDocument(promises=[record])
    reading = keep_reading(municipality, actor=None, name="löfte.txt", text=str(record), document=document)
    return store_reading(municipality, reading=reading, actor=None)[0]


def published_agreement(municipality: Municipality) -> Agreement:
    parties = [
        enter_authority(municipality, kind=Party.Kind.MUNICIPALITY, actor=None),
        enter_authority(municipality, kind=Party.Kind.POLICE, actor=None),
    ]
    values = AgreementValues(
        start=date(2025, 1, 1),
        end=date(2028, 12, 31),
        signed_on=date(2024, 12, 5),
        purposes="Brotten ska bli färre och fler ska känna sig trygga.",
        areas="Centrum, unga och inbrott.",
        case_number_municipality="KS 2024/99",
    )
    agreement = draft_agreement(municipality, actor=None, values=values, parties=parties)
    publish_agreement(municipality, agreement=agreement, actor=None)
    return agreement
