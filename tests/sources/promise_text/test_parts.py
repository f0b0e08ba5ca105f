"""Headings, goals, sources, channels, signatures and places, each in the forms that texts use."""

import pytest

from loftet.sources.promise_text.blocks import BlockKind, read_blocks
from loftet.sources.promise_text.deeds import kind_of, place_of, target_group_of
from loftet.sources.promise_text.follow_up import channels_of, interval_of
from loftet.sources.promise_text.goals import goals_of
from loftet.sources.promise_text.places import Gazetteer, police_area, title_municipalities
from loftet.sources.promise_text.record import Lines
from loftet.sources.promise_text.sections import Lead, Section, lead_of, section_of
from loftet.sources.promise_text.sentences import sentences
from loftet.sources.promise_text.signatories import told_signatories
from loftet.sources.promise_text.sources import sources_of
from loftet.sources.promise_text.text import TextDocument
from loftet.sources.scb.municipality import municipality_codes

LINE = Lines(first=1, last=1)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Lindvik – medborgarlöften", Section.TITLE),
        ("Medborgarlöfte 2024", Section.TITLE),
        ("Merborgarlöften 2018", Section.TITLE),
        ("Det har ska vi göra", Section.COMMITMENTS),
        ("Det här skall vi göra", Section.COMMITMENTS),
        ("Medborgarlöfte:", Section.COMMITMENTS),
        ("Aktiviteter", Section.ACTIVITIES),
        ("Uppfölining", Section.FOLLOW_UP),
        ("Följ med i hur det går!", Section.FOLLOW_UP),
        ("Uppföljning av medborgarlöfte 2018", Section.OUTCOME),
        ("Mål och effekter som eftersträvas", Section.GOALS),
        ("Det här ska vi åstadkomma tillsammans", Section.GOALS),
        ("Aktuell lägesbild", Section.PICTURE),
        ("Problemområden:", Section.PROBLEMS),
        ("Löftesperiod", Section.VALIDITY),
        ("Våld i nära relationer", None),
        ("Polisen lovar att:", None),
        ("Otrygga platser", None),
    ],
)
def test_a_heading_opens_its_section_even_misspelt(heading: str, section: Section | None) -> None:
    assert section_of(heading) is section


@pytest.mark.parametrize(
    ("words", "lead"),
    [
        ("Polisen lovar att:", Lead.PROMISE),
        ("Medborgarlöftet ska:", Lead.PURPOSE),
        ("Löftena utgår från fyra prioriterade områden:", Lead.AREAS),
        ("Den samlade bilden av de problemområden som finns är:", Lead.PROBLEMS),
        ("Vid dialogerna framkom följande önskemål:", Lead.PROBLEMS),
    ],
)
def test_the_words_before_a_list_tell_what_it_holds(words: str, lead: Lead) -> None:
    assert lead_of(words) is lead


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Minska skadegörelse och antalet inbrott i bostäder.", ["skadegörelse", "antalet inbrott i bostäder"]),
        ("Öka kunskapen hos ungdomar och föräldrar om droger.", ["kunskapen hos ungdomar och föräldrar om droger"]),
        ("Målet är att öka tryggheten och minska brottsligheten.", ["tryggheten", "brottsligheten"]),
        ("Ökad trygghet och minskad brottslighet", ["trygghet", "brottslighet"]),
        ("Skadegörelse och klotter ska minska.", ["Skadegörelse", "klotter"]),
        ("Upplevda problem med trafik och narkotika ska minska", ["Upplevda problem med trafik och narkotika"]),
        ("Minska skadegörelse, klotter och inbrott", ["skadegörelse", "klotter", "inbrott"]),
    ],
)
def test_a_goal_is_one_thing_that_changes(text: str, subjects: list[str]) -> None:
    assert [goal.subject for goal in goals_of(text, None, LINE)] == subjects


def test_sources_are_parted_where_a_new_one_begins() -> None:
    assert sources_of(
        "Lägesbilden bygger på medborgar- och medarbetardialoger, brottsstatistik samt information som kommer till "
        "kommunens och polisens kännedom om hur invånarna upplever tryggheten."
    ) == [
        "medborgardialoger",
        "medarbetardialoger",
        "brottsstatistik",
        "information som kommer till kommunens och polisens kännedom om hur invånarna upplever tryggheten",
    ]
    assert sources_of("Polisen bygger på sin närvaro i centrum.") == []


def test_each_owner_has_a_channel() -> None:
    assert channels_of("Följ arbetet på polisens och kommunens Facebook samt på lindvik.se.") == [
        "polisens Facebook",
        "kommunens Facebook",
        "lindvik.se",
    ]
    assert interval_of("Arbetet följs upp tertialvis.") == ("tertialvis", "FREQ=MONTHLY;INTERVAL=4")
    assert interval_of("Arbetet följs upp löpande.") == ("löpande", None)


def test_signatories_are_heard_in_prose() -> None:
    told = told_signatories(
        "De som skrev under var t.f. lokalpolisområdeschef för södra Bygden Bo Ek, kommunstyrelsens ordförande "
        "Ada Lind (S) och kommunchefen Karl-Johan Öst.",
        LINE,
    )
    assert [(signatory.name, signatory.title_normalised, signatory.acting) for signatory in told] == [
        ("Bo Ek", "Lokalpolisområdeschef", True),
        ("Ada Lind", "Kommunstyrelsens ordförande", False),
        ("Karl-Johan Öst", "Kommunchef", False),
    ]
    assert told_signatories("Kommunchef Ada Lind är glad över samarbetet.", LINE) == []


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Lokalpolisområde Ängelholm lovar", "Ängelholm"),
        ("LPO Karlstad och kommunen", "Karlstad"),
        ("Utifrån bilden lovar Växjö lokalpolisområde", "Växjö"),
        ("lokalpolisområde södra Vätterbygden och kommunen", "Södra Vätterbygden"),
        ("lokalpolisområde Uppsala/Knivsta åtar sig", "Uppsala/Knivsta"),
        ("lokalpolisområde Falun-Borlänge har", "Falun-Borlänge"),
        ("lokalpolisområde Storgöteborg Kungälv-Ale och Kungälvs kommun", "Storgöteborg Kungälv-Ale"),
        ("undertecknades av lokalpolisområdeschef Bo Ek", None),
    ],
)
def test_a_police_area_is_found_in_every_form(text: str, area: str | None) -> None:
    assert police_area(text) == area


@pytest.mark.parametrize(
    ("title", "municipalities"),
    [
        ("Örkelljunga - medborgarlöften", ["Örkelljunga"]),
        ("Medborgarlöfte i Kungälv", ["Kungälv"]),
        ("Falu – medborgarlöften", ["Falun"]),
        ("Medborgarlöften i Skurups kommun 2019 – 2020", ["Skurup"]),
        ("Stenungsund, Tjörn och Orust – medborgarlöften", ["Stenungsund", "Tjörn", "Orust"]),
        ("Upplands Väsby – medborgarlöften", ["Upplands Väsby"]),
        ("Medborgarlöfte 2024", []),
    ],
)
def test_a_title_names_its_municipality(title: str, municipalities: list[str]) -> None:
    assert title_municipalities(title, Gazetteer(municipality_codes())) == municipalities


@pytest.mark.parametrize(
    ("text", "kind", "target", "place"),
    [
        ("Polisen fotpatrullerar i centrala Lindvik", "patrol", None, "centrala Lindvik"),
        ("Trafikkontroller på Storgatan", "traffic_control", None, "Storgatan"),
        ("Föreläsning för elever i årskurs 8 om droger", "lecture", "elever i årskurs 8", None),
        ("Skicka brev till vårdnadshavare", "information", "vårdnadshavare", None),
        ("Starta nya grannsamverkansgrupper", "neighbourhood_watch", None, None),
        ("Trygghetsvandring vid resecentrum", "safety_walk", None, "resecentrum"),
        ("Riktade insatser mot langning på otrygga platser", "targeted_operation", None, "otrygga platser"),
        ("Ny belysning i gångtunnlar", "physical_environment", None, "gångtunnlar"),
        ("Öppna dörrar", "other", None, None),
    ],
)
def test_kind_target_group_and_place(text: str, kind: str, target: str | None, place: str | None) -> None:
    assert (kind_of(text).value, target_group_of(text), place_of(text)) == (kind, target, place)


def test_sentences_end_at_stops_and_not_at_abbreviations() -> None:
    assert sentences("Polisen besöker t.ex. skolor, bl.a. Backa. Kommunen hjälper kl. 10. Alla är glada!") == [
        "Polisen besöker t.ex. skolor, bl.a. Backa.",
        "Kommunen hjälper kl. 10.",
        "Alla är glada!",
    ]


def test_wrapped_lines_and_broken_words_are_made_whole() -> None:
    text = (
        "Polisen ska under hela perioden genomföra trygghets-\nvandringar i de områden där invånarna har sagt att de\n"
        "känner sig otrygga, och i polisens och kom\u00admunens gång- och\ncykeltunnlar.\n\n"
        "• En punkt som bryts\n  på rad två."
    )
    paragraph, item = read_blocks(TextDocument.from_text(text))[0]
    assert paragraph.text == (
        "Polisen ska under hela perioden genomföra trygghetsvandringar i de områden där invånarna har sagt att de "
        "känner sig otrygga, och i polisens och kommunens gång- och cykeltunnlar."
    )
    assert (paragraph.first, paragraph.last) == (1, 4)
    assert (item.kind, item.text, item.first, item.last) == (BlockKind.ITEM, "En punkt som bryts på rad två.", 6, 7)


def test_a_bullet_on_a_line_of_its_own_belongs_to_the_next() -> None:
    (block,) = read_blocks(TextDocument.from_text("•\nPolisen patrullerar i hamnen."))[0]
    assert (block.kind, block.text, block.first, block.last) == (BlockKind.ITEM, "Polisen patrullerar i hamnen.", 1, 2)
