"""A function that the municipality has switched off is in no menu, behind no address and in no link."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from loftet.domain.audit.models import Entry
from loftet.domain.organisation.functions import FUNCTIONS, Function
from loftet.domain.organisation.selectors import switched_on
from loftet.domain.organisation.services import switch_function
from tests.people import Cast, the_cast
from tests.web.access_table import Line, Who
from tests.web.test_access import TABLE, address_of, answer, people_of, stage_of
from tests.web.workspace.reporting import KEY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return the_cast()


def routes_of(function: Function) -> set[str]:
    return set(_routes(get_resolver().url_patterns, function, inside=False, space=""))


def _routes(patterns: list[URLPattern | URLResolver], function: Function, *, inside: bool, space: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            within = inside or pattern.default_kwargs.get("function") is function
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern.url_patterns, function, inside=within, space=inner)
        elif inside or pattern.default_args.get("function") is function:
            yield f"{space}{pattern.name}"


def lines_of(function: Function) -> list[Line]:
    routes = routes_of(function)
    return [line for line in TABLE if line.route in routes]


@pytest.mark.parametrize("function", Function)
def test_every_function_is_described_in_a_sentence_and_its_first_page_has_its_name(function: Function) -> None:
    (described,) = [one for one in FUNCTIONS if one.function is function]
    assert re.fullmatch(r"Ni [^.]+\.", str(described.does))
    assert f"workspace:{function}" in routes_of(function)


@pytest.mark.parametrize("function", Function)
def test_every_address_of_a_function_is_closed_to_everyone_while_it_is_off_and_open_again_after(
    cast: Cast, function: Function
) -> None:
    people = people_of(cast)
    stage = stage_of(cast, people)
    asked = [(line, who) for line in lines_of(function) for who in (Who.ADMINISTRATOR, Who.POLICE)]
    before = [answer(line, people[who], stage) for line, who in asked]
    switch_function(cast.exempelby, function=function, on=False, actor=people[Who.ADMINISTRATOR])
    off = [answer(line, people[who], stage) for line, who in asked]
    switch_function(cast.exempelby, function=function, on=True, actor=people[Who.ADMINISTRATOR])
    after = [answer(line, people[who], stage) for line, who in asked]
    assert {line.route for line, _ in asked} == routes_of(function)
    assert set(off) == {404}
    assert before == after
    assert 200 in before


@pytest.mark.parametrize("function", Function)
def test_no_page_leads_to_a_function_that_is_off(cast: Cast, function: Function) -> None:
    people = people_of(cast)
    stage = stage_of(cast, people)
    client = Client()
    client.force_login(people[Who.ADMINISTRATOR])
    pages = [line for line in TABLE if line.method == "GET" and line.route.startswith("workspace:")]

    def leading() -> set[str]:
        found = set()
        for line in pages:
            content = client.get(address_of(line, stage)).content.decode(errors="ignore")
            links = re.findall(r'(?:href|action)="(/arbetsyta/[^"#?]+)', content)
            found |= {link for link in links if resolve(link).view_name in routes_of(function)}
        return found

    assert leading()
    switch_function(cast.exempelby, function=function, on=False, actor=None)
    assert leading() == set()


def test_what_one_municipality_switches_off_another_keeps(cast: Cast) -> None:
    switch_function(cast.exempelby, function=Function.MEETINGS, on=False, actor=None)
    from_the_start = {each.function for each in FUNCTIONS if each.from_the_start}
    assert switched_on(cast.exempelby) == from_the_start - {Function.MEETINGS}
    assert switched_on(cast.granneby) == from_the_start


def test_a_switch_is_traced_and_one_that_stands_so_already_is_not(cast: Cast) -> None:
    ada = people_of(cast)[Who.ADMINISTRATOR]
    client = Client()
    client.force_login(ada)
    page = reverse("workspace:functions", args=["exempelby"])
    for _ in range(2):
        client.post(page, {"function": "meetings"})
    said = client.get(page).content.decode()
    assert "Avslaget. Det som är skrivet finns kvar." in said
    still_on = sum(each.from_the_start for each in FUNCTIONS) - 1
    assert (said.count("Slå av"), said.count("Slå på")) == (still_on, len(FUNCTIONS) - still_on)
    client.post(page, {"function": "meetings", "on": "1"})
    entries = Entry.objects.filter(object_type="organisation.FunctionSwitch").order_by("pk")
    assert list(entries.values_list("action", "actor")) == [("switch_off", ada.pk), ("switch_on", ada.pk)]


def test_the_link_of_a_mail_opens_nothing_while_reports_are_off_and_opens_again_after(cast: Cast) -> None:
    stage = stage_of(cast, people_of(cast))
    link, device = reverse("report_link", args=[stage[":report_token"]]), Client()
    device.post(link)
    pages = [link, reverse("report_due"), reverse("report_answer", args=[stage[":promise"], KEY])]
    for on, status in ((False, 404), (True, 200)):
        switch_function(cast.exempelby, function=Function.REPORTS, on=on, actor=None)
        assert {device.get(page).status_code for page in pages} == {status}
    switch_function(cast.exempelby, function=Function.REPORTS, on=False, actor=None)
    assert device.post(link).status_code == device.post(pages[2], {"text": "Brevet gick ut."}).status_code == 404
