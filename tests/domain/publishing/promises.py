"""Two promises to publish: one with the published facts of Örkelljunga 2024, in few words, and one that is made up."""

from datetime import UTC, date, datetime

from loftet.domain.place.models import Municipality
from loftet.domain.promise.editions import PublishedPromise
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
    PromiseRecord,
    Recorded,
    Signatory,
)

POLICE = Bearer(party=PartyKind.POLICE, name="Polisen")
MUNICIPALITY = Bearer(party=PartyKind.MUNICIPALITY, name="kommunen")
EDUCATION = Bearer(party=PartyKind.DEPARTMENT, name="Utbildningsförvaltningen")
WORKS = Bearer(party=PartyKind.DEPARTMENT, name="Tekniska förvaltningen")
SUBSTANCES = "ANDTS (alkohol, narkotika, doping, tobak, spel)"
DAMAGE = "Skadegörelse och tillgreppsbrott"
CENTRE = "Trygghet i centrum"

ORKELLJUNGA_2024 = PromiseRecord(
    title="Medborgarlöfte 2024",
    municipality="Örkelljunga",
    municipality_code="1257",
    police_area="Ängelholm",
    geography=Geography(kind=GeographyKind.MUNICIPALITY, names=["Örkelljunga"]),
    period=Period(start=date(2024, 1, 1), end=date(2024, 12, 31), literal="2024"),
    introduction="Kommunen och polisen samverkar enligt en överenskommelse.",
    purpose="Syftet är att förebygga brott.",
    builds_on="Arbetet bygger vidare på 2023.",
    picture="Lägesbilden är gemensam.",
    sources=["samverkansmöten", "brottsstatistik"],
    lead_in="Vi lovar att arbeta med följande.",
    focus_areas=[SUBSTANCES, DAMAGE],
    commitments=[
        CommitmentRecord(
            id="lagesbild",
            text="En ny lägesbild tas fram.",
            bearers=[MUNICIPALITY, POLICE],
            bearer_found=BearerFound.OWN,
            kind=CommitmentKind.SITUATIONAL_PICTURE,
        ),
        CommitmentRecord(
            id="gym",
            text="Polisen kontrollerar gym med inriktning på doping.",
            focus_area=SUBSTANCES,
            bearers=[POLICE],
            bearer_found=BearerFound.OWN,
            kind=CommitmentKind.INSPECTION,
        ),
        CommitmentRecord(
            id="information",
            text="Utbildningsförvaltningen skickar information till vårdnadshavare.",
            focus_area=SUBSTANCES,
            bearers=[EDUCATION],
            bearer_found=BearerFound.OWN,
            kind=CommitmentKind.INFORMATION,
        ),
        CommitmentRecord(
            id="brev",
            text="Polisen skickar informationsbrev en gång i månaden.",
            focus_area=DAMAGE,
            bearers=[POLICE],
            bearer_found=BearerFound.OWN,
            kind=CommitmentKind.INFORMATION,
            recurrence="FREQ=MONTHLY",
            count=1,
        ),
    ],
    goals=[
        GoalRecord(id="kunskap", text="Öka kunskapen om ANDTS.", focus_area=SUBSTANCES, direction=Direction.MORE),
        GoalRecord(id="skadegorelse", text="Minska skadegörelsen.", focus_area=DAMAGE, direction=Direction.FEWER),
    ],
    follow_up=FollowUp(channels=["polisens och kommunens Facebook", "kommunens webbplats"]),
    validity="Löftet gäller 2024.",
    revision_clause="Det kan revideras om omständigheterna kräver det.",
    reservation="Löftet är bara en del av arbetet.",
    signatories=[
        Signatory(name="Niclas Bengtsson", title="/Kommunstyrelsen ordförande", party=PartyKind.MUNICIPALITY),
        Signatory(name="Anna Blomqvist", title="/Tf Lokalpolisområdeschef Ängelholm", acting=True),
    ],
    recorded=Recorded(source="Polisens webbplats", retrieved_on=date(2026, 10, 1), case_number_police="A 1/2024"),
    followed_from=date(2026, 10, 1),
)

EXEMPELBY_2026 = PromiseRecord(
    title="Medborgarlöfte för Exempelby",
    municipality="Exempelby",
    municipality_code="9901",
    police_area="Exempelby",
    geography=Geography(kind=GeographyKind.MUNICIPALITY, names=["Exempelby"]),
    period=Period(start=date(2026, 9, 1), end=date(2027, 8, 31)),
    introduction="Första stycket.\n\nAndra stycket.",
    focus_areas=[CENTRE],
    commitments=[
        CommitmentRecord(
            id="patrull",
            text="Polisen patrullerar till fots minst två kvällar i veckan.",
            focus_area=CENTRE,
            bearers=[POLICE],
            bearer_found=BearerFound.OWN,
            kind=CommitmentKind.PATROL,
            recurrence="FREQ=WEEKLY",
            count=2,
            at_least=True,
            place="stationen",
            explanation="Patrullen går mellan klockan 20 och 02.",
        ),
        CommitmentRecord(
            id="belysning",
            text="Tekniska förvaltningen byter belysningen på torget.",
            focus_area=CENTRE,
            bearers=[WORKS],
            bearer_found=BearerFound.OWN,
            kind=CommitmentKind.PHYSICAL_ENVIRONMENT,
            place="torget",
            window="senast i mars",
        ),
        CommitmentRecord(
            id="kontroll",
            text="Polisen kontrollerar trafiken varje månad.",
            focus_area=CENTRE,
            bearers=[POLICE],
            bearer_found=BearerFound.OWN,
            kind=CommitmentKind.TRAFFIC_CONTROL,
            recurrence="FREQ=MONTHLY",
        ),
        CommitmentRecord(
            id="samverkan",
            text="Vi möter föreningslivet regelbundet.",
            kind=CommitmentKind.COOPERATION,
            focus_area=CENTRE,
            vague="regelbundet",
        ),
    ],
    goals=[
        GoalRecord(
            id="ga-ut",
            text="Färre avstår från att gå ut.",
            focus_area=CENTRE,
            direction=Direction.FEWER,
            measure=Measure(
                indicator="Andel som avstår",
                definition="Svarar ja på fråga 12",
                unit="procent",
                source="Trygghetsundersökningen",
                baseline=23.5,
                baseline_on=date(2025, 11, 1),
                target=18,
                next_on=date(2027, 4, 15),
            ),
        ),
        GoalRecord(id="fritid", text="Fler unga deltar i föreningslivet.", direction=Direction.MORE),
    ],
    follow_up=FollowUp(text="Vi redovisar på webbplatsen.", channels=["webbplatsen"], interval="varje tertial"),
    signatories=[Signatory(name="Maj Exempelsson", title="Kommunstyrelsens ordförande")],
    example=True,
)


def published(record: PromiseRecord, *, number: int = 1, newest_number: int = 1) -> PublishedPromise:
    """An edition as the selectors give it, with no database behind it."""
    name = record.municipality or ""
    return PublishedPromise(
        municipality=Municipality(code=record.municipality_code or "", name=name, example=record.example),
        address="2024",
        record=record,
        number=number,
        newest_number=newest_number,
        published_at=datetime(2026, 10, 1, 22, 30, 0, 250_000, tzinfo=UTC),
        reason="" if number == 1 else "Intervallet skrevs ut.",
        sha256="3f9a" * 16,
        carried_from=None,
        signed=False,
    )
