from datetime import date

import pytest
from allauth.mfa.models import Authenticator

from loftet.domain.account.models import User
from loftet.domain.account.services import add_user
from loftet.domain.place.models import Municipality
from loftet.domain.place.selectors import revision_of_all
from loftet.domain.place.services import invent_municipality
from loftet.domain.publishing.selectors import site_of
from loftet.domain.publishing.site import (
    ResponsibleMissing,
    SiteWords,
    TwoStepsMissing,
    declare_official,
    describe_site,
    withdraw_official,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 10)


@pytest.fixture
def exempelby() -> Municipality:
    return invent_municipality(code="9901", name="Exempelby", county="Exempel län")


@pytest.fixture
def ada() -> User:
    return add_user(email="ada@example.org", name="Ada")


def add_second_step(user: User) -> None:
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})


def test_what_is_said_of_the_site_is_public_at_once(exempelby: Municipality, ada: User) -> None:
    before = revision_of_all()

    describe_site(exempelby, actor=ada, words=SiteWords(contact_name="Samordnaren", accessibility_level="partial"))

    site = site_of(exempelby)
    assert (site.contact_name, site.accessibility_level, site.official_since) == ("Samordnaren", "partial", None)
    assert revision_of_all() > before


def test_the_site_is_official_from_the_day_that_somebody_says_so(exempelby: Municipality, ada: User) -> None:
    describe_site(exempelby, actor=ada, words=SiteWords(contact_name="Samordnaren"))
    add_second_step(ada)

    declare_official(exempelby, actor=ada, on=TODAY)

    assert site_of(exempelby).official_since == TODAY


def test_a_password_alone_does_not_make_it_official(exempelby: Municipality, ada: User) -> None:
    describe_site(exempelby, actor=ada, words=SiteWords(contact_name="Samordnaren"))

    with pytest.raises(TwoStepsMissing):
        declare_official(exempelby, actor=ada, on=TODAY)
    assert site_of(exempelby).official_since is None


def test_an_official_site_says_who_answers_for_it(exempelby: Municipality, ada: User) -> None:
    add_second_step(ada)

    with pytest.raises(ResponsibleMissing):
        declare_official(exempelby, actor=ada, on=TODAY)


def test_what_was_declared_can_be_taken_back(exempelby: Municipality, ada: User) -> None:
    describe_site(exempelby, actor=ada, words=SiteWords(contact_name="Samordnaren"))
    add_second_step(ada)
    declare_official(exempelby, actor=ada, on=TODAY)

    withdraw_official(exempelby, actor=ada)

    assert site_of(exempelby).official_since is None


def test_another_municipality_s_site_is_untouched(exempelby: Municipality, ada: User) -> None:
    granneby = invent_municipality(code="9902", name="Granneby", county="Exempel län")

    describe_site(exempelby, actor=ada, words=SiteWords(contact_name="Samordnaren"))

    assert site_of(granneby).contact_name == ""
