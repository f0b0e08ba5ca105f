from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from loftet.domain.account.models import SignInLink, User
from loftet.domain.account.rules import LinkRefusal, link_refusal
from loftet.domain.account.selectors import has_administrator, refusal_of_sign_in_link
from loftet.domain.account.services import (
    EmailTaken,
    SignInLinkRefused,
    add_user,
    make_sign_in_link,
    use_sign_in_link,
)

pytestmark = pytest.mark.django_db

ADA = {"email": "Ada@Example.org", "name": "Ada", "password": "korrekt häst batteri"}


def test_whoever_holds_the_link_becomes_the_first_administrator() -> None:
    user = use_sign_in_link(token=make_sign_in_link(), **ADA)

    assert has_administrator()
    assert user.administers_installation
    assert user.email == "ada@example.org"
    assert user.check_password(ADA["password"])


def test_the_password_is_hashed_by_argon2id() -> None:
    user = use_sign_in_link(token=make_sign_in_link(), **ADA)

    assert user.password.startswith("argon2$argon2id$")


def test_the_token_itself_is_not_kept() -> None:
    token = make_sign_in_link()

    assert token not in str(SignInLink.objects.values().get())


def test_a_link_lets_nobody_in_twice() -> None:
    token = make_sign_in_link()
    use_sign_in_link(token=token, **ADA)
    User.objects.all().delete()

    assert refusal_of_sign_in_link(token) is LinkRefusal.USED
    with pytest.raises(SignInLinkRefused):
        use_sign_in_link(token=token, **ADA)
    assert not User.objects.get_queryset().exists()


def test_a_link_lets_nobody_in_once_there_is_an_administrator() -> None:
    token = make_sign_in_link()
    add_user(email="bo@example.org", name="Bo", administers_installation=True)

    with pytest.raises(SignInLinkRefused) as refused:
        use_sign_in_link(token=token, **ADA)
    assert refused.value.refusal is LinkRefusal.ADMINISTRATOR_EXISTS


def test_no_link_is_made_once_there_is_an_administrator() -> None:
    add_user(email="bo@example.org", name="Bo", administers_installation=True)

    with pytest.raises(SignInLinkRefused):
        make_sign_in_link()


def test_a_link_opens_for_an_hour() -> None:
    with time_machine.travel("2026-09-10T08:00:00Z", tick=False) as traveller:
        token = make_sign_in_link()
        traveller.shift(timedelta(minutes=59))
        assert refusal_of_sign_in_link(token) is None
        traveller.shift(timedelta(minutes=1))
        assert refusal_of_sign_in_link(token) is LinkRefusal.EXPIRED


def test_a_new_link_closes_the_one_before() -> None:
    before = make_sign_in_link()
    make_sign_in_link()

    assert refusal_of_sign_in_link(before) is LinkRefusal.UNKNOWN


def test_an_address_that_has_an_account_leaves_the_link_unused() -> None:
    add_user(email="ada@example.org", name="Ada")
    token = make_sign_in_link()

    with pytest.raises(EmailTaken):
        use_sign_in_link(token=token, **ADA)
    assert refusal_of_sign_in_link(token) is None


def test_an_administrator_is_the_reason_that_is_told_first() -> None:
    now = timezone.now()

    refusal = link_refusal(administrator_exists=True, used_at=now, expires_at=now, now=now)

    assert refusal is LinkRefusal.ADMINISTRATOR_EXISTS
