"""The draft page: everything is done by plain forms, and the check stands beside the text."""

from datetime import date

import pytest
from django.test import Client

from loftet.domain.promise.models import Commitment, Goal, Promise, PromisedArea
from loftet.domain.promise.selectors import promise_record
from tests.people import BURGLARY, CENTRE, Cast
from tests.web.workspace.sending import Page, fields_of, send, text_of

pytestmark = pytest.mark.django_db

DRAFT = "/arbetsyta/exempelby/lofte/2026/"


@pytest.fixture
def promise(cast: Cast) -> Promise:
    return cast.this_year


def commitment(key: str) -> Commitment:
    return Commitment.objects.get(promise__address="2026", key=key)


def order(promise: Promise) -> list[str]:
    return list(promise.commitments.values_list("key", flat=True))


def do(client: Client, what: str, row: Commitment | Goal) -> Page:
    letter = "c" if isinstance(row, Commitment) else "g"
    return send(client, DRAFT, do=f"{what}:{letter}-{row.pk}")


def section_of(page: Page, row: Commitment) -> str:
    return str(page.content.decode().partition(f'id="c-{row.pk}"')[2].partition("</section>")[0])


def test_beside_each_text_stands_what_it_says_and_what_is_missing(as_bo: Client, promise: Promise) -> None:
    page = as_bo.get(DRAFT)

    letters, patrols = section_of(page, commitment("informationsbrev")), section_of(page, commitment("fotpatrullering"))
    assert "12, en gång varje månad" in letters
    assert "Hur många är otydligt" in patrols
    assert "Vem är otydligt" in patrols
    assert "Var saknas" in patrols
    assert "<mark>regelbundet</mark>" in patrols


def test_the_questions_stand_in_their_order(as_bo: Client, promise: Promise) -> None:
    check = section_of(as_bo.get(DRAFT), commitment("fotpatrullering")).partition("data-check")[2]

    places = [check.index(f"<strong>{word}") for word in ("Vem", "Vad", "Var", "Hur många", "Senast när")]
    assert places == sorted(places)


def test_a_gap_is_filled_by_writing_it_in_the_text(as_bo: Client, promise: Promise) -> None:
    row = commitment("fotpatrullering")
    text = "Polisen patrullerar till fots i Mallinge varje vecka."

    page = send(as_bo, DRAFT, **{f"c__{row.pk}__text": text})

    row.refresh_from_db()
    assert (row.text, row.recurrence, row.vague) == (text, "FREQ=WEEKLY", "")
    assert "varje vecka" in section_of(page, row).partition("data-check")[2]
    assert "Sparat." in text_of(page)


def test_another_actor_in_the_text_becomes_the_bearer(as_bo: Client, promise: Promise) -> None:
    row = commitment("informationsbrev")

    send(as_bo, DRAFT, **{f"c__{row.pk}__text": "Socialförvaltningen skickar brev varje månad."})

    assert [(bearer.kind, bearer.name) for bearer in row.bearers.all()] == [("department", "Socialförvaltningen")]


def test_a_field_that_is_chosen_is_kept_whatever_the_text_says(as_bo: Client, promise: Promise) -> None:
    row = commitment("fotpatrullering")

    send(as_bo, DRAFT, **{f"c__{row.pk}__count": "20", f"c__{row.pk}__at_least": "on"})

    row.refresh_from_db()
    assert (row.count, row.at_least, row.text) == (20, True, "Fotpatrullering sker regelbundet.")


def test_sending_the_page_back_untouched_writes_nothing(as_bo: Client, promise: Promise) -> None:
    before = promise_record(promise)

    page = send(as_bo, DRAFT)

    assert promise_record(promise) == before
    assert set(Commitment.objects.filter(promise=promise).values_list("version", flat=True)) == {1}
    assert "Sparat." not in text_of(page)


def test_problem_cause_and_measure_are_written_beside_the_text(as_bo: Client, promise: Promise) -> None:
    row, goal = commitment("fotpatrullering"), Goal.objects.get(promise=promise, key="inbrott")

    send(
        as_bo,
        DRAFT,
        **{
            f"c__{row.pk}__problem": "Otrygghet i centrum",
            f"c__{row.pk}__cause": "Mörka gångvägar",
            f"g__{goal.pk}__indicator": "Anmälda bostadsinbrott",
            f"g__{goal.pk}__baseline": "14,5",
            f"g__{goal.pk}__baseline_on": "2025-12-31",
            f"g__{goal.pk}__target": "10",
        },
    )

    row.refresh_from_db()
    goal.refresh_from_db()
    assert (str(row.problem), str(row.cause)) == ("Otrygghet i centrum", "Mörka gångvägar")
    assert (str(goal.indicator), goal.baseline, goal.baseline_on, goal.target) == (
        "Anmälda bostadsinbrott",
        14.5,
        date(2025, 12, 31),
        10,
    )


def test_what_cannot_be_saved_is_said_in_place_while_the_rest_is_saved(as_bo: Client, promise: Promise) -> None:
    row, other = commitment("fotpatrullering"), commitment("informationsbrev")

    page = send(as_bo, DRAFT, **{f"c__{row.pk}__cause": "Mörker", f"c__{other.pk}__place": "hela kommunen"})

    other.refresh_from_db()
    assert page.status_code == 422
    assert "Skriv problemet som orsaken hör till" in text_of(page)
    assert fields_of(page)[f"c-{row.pk}-cause"] == "Mörker"
    assert other.place == "hela kommunen"


def test_commitments_and_goals_are_added(as_bo: Client, promise: Promise) -> None:
    send(
        as_bo,
        DRAFT,
        c__new__text="Kommunen lagar belysningen före 30 november.",
        c__new__focus_area=CENTRE,
        g__new__text="Färre mörka gångvägar.",
    )

    new = promise.commitments.last()
    assert new is not None
    assert (new.text, str(new.area)) == ("Kommunen lagar belysningen före 30 november.", CENTRE)
    assert [bearer.kind for bearer in new.bearers.all()] == ["municipality"]
    assert promise.goals.filter(text="Färre mörka gångvägar.").exists()


def test_commitments_move_up_and_down_within_their_area(as_bo: Client, promise: Promise) -> None:
    do(as_bo, "down", commitment("fotpatrullering"))
    assert order(promise) == [
        "ny-lagesbild",
        "trygghetsvandringar",
        "fotpatrullering",
        "vardnadshavare",
        "informationsbrev",
    ]

    do(as_bo, "up", commitment("vardnadshavare"))
    assert order(promise)[2:4] == ["vardnadshavare", "fotpatrullering"]


def test_a_button_saves_what_was_written_first(as_bo: Client, promise: Promise) -> None:
    row = commitment("fotpatrullering")

    send(as_bo, DRAFT, do=f"down:c-{row.pk}", **{f"c__{row.pk}__place": "i Mallinge"})

    row.refresh_from_db()
    assert row.place == "i Mallinge"
    assert order(promise)[2] == "fotpatrullering"


def test_a_commitment_moves_to_another_area(as_bo: Client, promise: Promise) -> None:
    row = commitment("fotpatrullering")

    send(as_bo, DRAFT, **{f"c__{row.pk}__focus_area": BURGLARY})

    row.refresh_from_db()
    assert str(row.area) == BURGLARY


def test_goals_move_too(as_bo: Client, promise: Promise) -> None:
    do(as_bo, "up", Goal.objects.get(promise=promise, key="inbrott"))

    assert list(promise.goals.values_list("key", flat=True)) == ["inbrott", "trygga"]


def test_a_commitment_is_split_on_a_page_that_proposes_where(as_bo: Client, promise: Promise) -> None:
    row = commitment("informationsbrev")
    text = "Polisen ska skicka brev varje månad. Kommunen ska hålla fyra möten."
    send(as_bo, DRAFT, **{f"c__{row.pk}__text": text})

    page = do(as_bo, "split", row)
    address = page.redirect_chain[-1][0]
    fields = fields_of(page)
    assert (fields["first"], fields["second"]) == (
        "Polisen ska skicka brev varje månad.",
        "Kommunen ska hålla fyra möten.",
    )
    as_bo.post(address, fields)

    assert [one.text for one in promise.commitments.all()][-2:] == [fields["first"], fields["second"]]


def test_two_commitments_are_joined(as_bo: Client, promise: Promise) -> None:
    row = commitment("fotpatrullering")
    page = do(as_bo, "join", row)

    as_bo.post(page.redirect_chain[-1][0], fields_of(page) | {"text": "Polisen och kommunen går i Mallinge."})

    row.refresh_from_db()
    assert row.text == "Polisen och kommunen går i Mallinge."
    assert {bearer.kind for bearer in row.bearers.all()} == {"police", "municipality"}
    assert "trygghetsvandringar" not in order(promise)


def test_a_row_is_removed_after_a_question(as_bo: Client, promise: Promise) -> None:
    page = do(as_bo, "remove", commitment("fotpatrullering"))
    assert "Ta bort ur utkastet?" in text_of(page)
    assert "fotpatrullering" in order(promise)

    as_bo.post(page.redirect_chain[-1][0], fields_of(page))

    assert "fotpatrullering" not in order(promise)


def test_areas_are_added_renamed_moved_and_removed(as_bo: Client, promise: Promise) -> None:
    centre = PromisedArea.objects.get(promise=promise, focus_area__name=CENTRE)

    send(as_bo, DRAFT, **{f"area__{centre.pk}": "Centrum", "area__new": "Trafik"})
    assert [str(area) for area in promise.areas.all()] == ["Centrum", BURGLARY, "Trafik"]

    send(as_bo, DRAFT, do=f"area-down:{centre.pk}")
    assert [str(area) for area in promise.areas.all()] == [BURGLARY, "Centrum", "Trafik"]

    send(as_bo, DRAFT, do=f"area-remove:{centre.pk}")
    assert [str(area) for area in promise.areas.all()] == [BURGLARY, "Trafik"]
    assert commitment("fotpatrullering").area is None


def test_a_number_of_another_promise_s_row_does_nothing(as_bo: Client, promise: Promise, cast: Cast) -> None:
    before = list(cast.neighbours.commitments.values_list("pk", "text"))
    theirs = cast.neighbours.commitments.get()

    send(as_bo, DRAFT, do=f"remove:c-{theirs.pk}")
    assert as_bo.get(f"{DRAFT}ta-bort/c-{theirs.pk}/").status_code == 404
    as_bo.post(f"{DRAFT}ta-bort/c-{theirs.pk}/", {"version": 1})

    assert list(cast.neighbours.commitments.values_list("pk", "text")) == before


def test_the_check_follows_the_words_before_they_are_saved(as_bo: Client, promise: Promise) -> None:
    row = commitment("fotpatrullering")
    fields = fields_of(as_bo.get(DRAFT))
    name = f"c-{row.pk}"

    response = as_bo.post(
        f"{DRAFT}kontroll/",
        fields | {"name": name, f"{name}-text": "Polisen patrullerar minst åtta gånger i Mallinge."},
    )

    assert "minst åtta" in response.content.decode()
    assert "<html" not in response.content.decode()
    row.refresh_from_db()
    assert row.text == "Fotpatrullering sker regelbundet."


def test_the_check_of_a_goal_and_of_a_new_commitment_follow_too(as_bo: Client, promise: Promise) -> None:
    goal = Goal.objects.get(promise=promise, key="inbrott")
    fields = fields_of(as_bo.get(DRAFT))

    measured = as_bo.post(
        f"{DRAFT}kontroll/", fields | {"name": f"g-{goal.pk}", f"g-{goal.pk}-indicator": "Anmälda inbrott"}
    )
    new = as_bo.post(f"{DRAFT}kontroll/", fields | {"name": "c-new", "c-new-text": "Vi främjar trygghet."})

    assert "Anmälda inbrott" in measured.content.decode()
    assert "<mark>främjar</mark>" in new.content.decode()


def test_the_check_says_nothing_of_fields_that_cannot_be_read(as_bo: Client, promise: Promise) -> None:
    row = commitment("fotpatrullering")
    fields = fields_of(as_bo.get(DRAFT)) | {"name": f"c-{row.pk}", f"c-{row.pk}-count": "många"}

    assert as_bo.post(f"{DRAFT}kontroll/", fields).status_code == 204
    assert as_bo.post(f"{DRAFT}kontroll/", {"name": "c-0"}).status_code == 404


def test_the_words_round_the_commitments_are_changed(as_bo: Client, promise: Promise) -> None:
    send(
        as_bo,
        f"{DRAFT}text/",
        words__purpose="Alla ska kunna följa löftet.",
        words__sources="medborgardialoger\r\ntrygghetsmätningen",
        words__end="2026-11-30",
        s__0__remove="on",
        s__new__name="Nina Nyman",
        s__new__title="Kommundirektör",
    )

    record = promise_record(Promise.objects.get(pk=promise.pk))
    assert record.purpose == "Alla ska kunna följa löftet."
    assert record.sources == ["medborgardialoger", "trygghetsmätningen"]
    assert record.period is not None
    assert record.period.end == date(2026, 11, 30)
    assert [one.name for one in record.signatories] == ["Per Provberg", "Nina Nyman"]


def test_words_sent_back_untouched_say_the_same(as_bo: Client, promise: Promise) -> None:
    before = promise_record(promise)

    send(as_bo, f"{DRAFT}text/")

    assert promise_record(Promise.objects.get(pk=promise.pk)) == before


def test_a_new_promise_begins_empty_or_with_last_year_s_words(as_bo: Client, promise: Promise) -> None:
    empty = send(as_bo, "/arbetsyta/exempelby/lofte/nytt/", start="2030-01-01", end="2030-12-31")
    assert empty.redirect_chain[-1][0] == "/arbetsyta/exempelby/lofte/2030/"
    assert Promise.objects.get(address="2030").commitments.count() == 0

    carried = send(as_bo, f"{DRAFT}for-vidare/", start="2028-01-01", end="2028-12-31")
    assert carried.redirect_chain[-1][0] == "/arbetsyta/exempelby/lofte/2028/"
    assert Promise.objects.get(address="2028").carried_from == promise


def test_the_new_one_stands_beside_the_one_it_goes_on_from(as_bo: Client, promise: Promise) -> None:
    send(as_bo, f"{DRAFT}for-vidare/", start="2028-01-01", end="2028-12-31")
    new = Promise.objects.get(address="2028")
    row = new.commitments.get(key="informationsbrev")
    address = "/arbetsyta/exempelby/lofte/2028/"
    send(as_bo, address, **{f"c__{row.pk}__text": "Polisen skickar brev varje vecka.", "c__new__text": "Nytt löfte."})
    gone = new.commitments.get(key="fotpatrullering")
    page = as_bo.get(f"{address}ta-bort/c-{gone.pk}/")
    as_bo.post(f"{address}ta-bort/c-{gone.pk}/", fields_of(page))

    words = text_of(as_bo.get(f"{address}jamfor/"))

    assert "4 åtaganden fortsätter, 1 är nya och 1 föll bort." in words
    assert "Nytt Nytt löfte." in words
    assert "Föll bort Fotpatrullering sker regelbundet." in words


def test_a_promise_that_goes_on_from_none_has_no_such_page(as_bo: Client, cast: Cast) -> None:
    assert as_bo.get("/arbetsyta/exempelby/lofte/2027/jamfor/").status_code == 404


def test_days_in_the_wrong_order_are_said(as_bo: Client, promise: Promise) -> None:
    response = send(as_bo, "/arbetsyta/exempelby/lofte/nytt/", start="2030-12-31", end="2030-01-01")

    assert response.status_code == 422
    assert "Sista dagen ligger före den första" in text_of(response)
