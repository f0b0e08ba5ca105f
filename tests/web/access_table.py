"""Who may open what: route by route, with the status that each role is answered.

Whoever adds a route adds its line here. Anonymous visitors and another municipality's administrator are always among
the roles; what another municipality has is not there (404), never forbidden.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Who(StrEnum):
    ANONYMOUS = "anonymous"
    NEIGHBOUR = "administrator of another municipality"
    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    POLICE = "police"
    REPORTER = "reporter"
    SIGNATORY = "signatory"
    READER = "reader"


MEMBERS = frozenset(Who) - {Who.ANONYMOUS, Who.NEIGHBOUR}
SIGNED_IN = frozenset(Who) - {Who.ANONYMOUS}
WRITERS = frozenset({Who.ADMINISTRATOR, Who.COORDINATOR, Who.POLICE})
PUBLISHERS = frozenset({Who.ADMINISTRATOR, Who.COORDINATOR})
APPROVERS = frozenset({Who.POLICE, Who.SIGNATORY})
ADMINISTRATORS = frozenset({Who.ADMINISTRATOR})
# Administers the installation, and so may begin to work in any municipality.
INSTALLERS = frozenset({Who.NEIGHBOUR, Who.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Line:
    """A route as one request. Arguments like ":draft" are filled in by the stage of the test."""

    route: str
    arguments: tuple[Any, ...]
    allowed: frozenset[Who]
    status: int = 200
    """For those who are allowed."""
    method: str = "GET"
    data: dict[str, Any] = field(default_factory=dict)
    refused: int = 404
    """For the signed in who are not; anonymous visitors are led to the sign-in page (302) wherever one must sign in."""

    def expected(self, who: Who) -> int:
        if who in self.allowed:
            return self.status
        return 302 if who is Who.ANONYMOUS else self.refused


def public(route: str, *arguments: Any, status: int = 200) -> Line:
    return Line(route, arguments, frozenset(Who), status)


def workspace(
    route: str, *arguments: Any, allowed: frozenset[Who] = MEMBERS, status: int = 200, **request: Any
) -> Line:
    return Line(f"workspace:{route}", ("exempelby", *arguments), allowed, status, **request)


def posted(route: str, *arguments: Any, allowed: frozenset[Who], status: int = 302, **data: Any) -> Line:
    return workspace(route, *arguments, allowed=allowed, status=status, method="POST", data=data)


def account(route: str, *arguments: Any, allowed: frozenset[Who] = SIGNED_IN, status: int = 200) -> Line:
    return Line(route, arguments, allowed, status)


NEW_COMMITMENT = {"name": "c-new", "c-new-text": "Polisen patrullerar.", "c-new-kind": "patrol"}

OTHERS = [
    public("public:municipalities"),
    public("public:robots"),
    public("public:search_all"),
    public("public:start", "exempelby"),
    public("public:promise", "exempelby", "2026"),
    public("public:promise", "exempelby", "2027", status=404),
    public("public:edition", "exempelby", "2026", 1),
    public("public:edition_changes", "exempelby", "2026", 1, status=404),
    public("public:commitment", "exempelby", "2026", "informationsbrev"),
    public("public:comparison", "exempelby", "2026", "2025"),
    public("public:agreements", "exempelby"),
    public("public:agreement", "exempelby", ":agreement"),
    public("public:agreement", "exempelby", ":agreement_draft", status=404),
    public("public:search", "exempelby"),
    public("public:accessibility", "exempelby"),
    public("public:personal_data", "exempelby"),
    public("public:open_data", "exempelby"),
    public("public:how_it_is_judged", "exempelby"),
    public("public:chain_of_changes", "exempelby"),
    public("open_data:schema"),
    public("open_data:follow-up-schema"),
    public("open_data:chain", "exempelby"),
    public("open_data:follow-up", "exempelby", "2026"),
    public("open_data:follow-up", "exempelby", "2027", status=404),
    public("open_data:municipality-json", "exempelby"),
    public("open_data:csv", "exempelby"),
    public("open_data:municipality-atom", "exempelby"),
    public("open_data:municipality-ical", "exempelby"),
    public("open_data:pdf", "exempelby", "2026"),
    public("open_data:json", "exempelby", "2026"),
    public("open_data:json", "exempelby", "2027", status=404),
    public("open_data:atom", "exempelby", "2026"),
    public("open_data:ical", "exempelby", "2026"),
]
ACCOUNT = [
    # Whoever is signed in already is led on from the pages of signing in.
    Line("account_login", (), frozenset({Who.ANONYMOUS}), 200, refused=302),
    Line("mfa_authenticate", (), frozenset(), 200, refused=302),
    Line("account_inactive", (), frozenset(Who)),
    Line("account_reset_password", (), frozenset(Who)),
    Line("account_reset_password_done", (), frozenset(Who)),
    Line("account_reset_password_from_key_done", (), frozenset(Who)),
    Line("account_reset_password_from_key", ("x", "y"), frozenset(Who)),
    Line("account_logout", (), SIGNED_IN),
    Line("account_change_password", (), SIGNED_IN),
    account("account_reauthenticate"),
    # Without a second step there is no code to confirm with, none to see and none to take away.
    account("mfa_reauthenticate", status=302),
    account("mfa_index"),
    account("mfa_list_webauthn"),
    account("mfa_reauthenticate_webauthn", status=302),
    Line("mfa_login_webauthn", (), frozenset(Who), 302),
    # No provider is named in the settings.
    public("openid_connect_login", "oidc", status=404),
    public("openid_connect_callback", "oidc", status=404),
    public("socialaccount_login_cancelled"),
    # These ask for the password once more first.
    account("mfa_activate_totp", status=302),
    account("mfa_add_webauthn", status=302),
    account("mfa_edit_webauthn", 1, status=302),
    account("mfa_remove_webauthn", 1, status=302),
    account("mfa_deactivate_totp", allowed=frozenset()),
    account("mfa_view_recovery_codes", allowed=frozenset()),
    account("mfa_generate_recovery_codes", status=302),
    account("mfa_download_recovery_codes", allowed=frozenset()),
]
WORKSPACE = [
    Line("workspace:home", (), SIGNED_IN, 302),
    Line("workspace:first_sign_in", (":token",), frozenset(Who), 403),
    Line("workspace:choose_municipality", (), INSTALLERS),
    Line("workspace:protect_account", (), SIGNED_IN),
    Line("workspace:sessions", (), SIGNED_IN),
    Line("workspace:invitation", (":token",), frozenset(Who), 403),
    workspace("to_do"),
    workspace("promises"),
    workspace("new", allowed=WRITERS),
    workspace("carry", "2026", allowed=WRITERS),
    workspace("read", allowed=WRITERS),
    workspace("correct", ":reading", 1, allowed=WRITERS),
    workspace("store", ":reading", allowed=WRITERS),
    posted("discard", ":reading", allowed=WRITERS),
    workspace("draft", "2026", allowed=WRITERS),
    posted("check", "2026", allowed=WRITERS, status=200, **NEW_COMMITMENT),
    workspace("words", "2026", allowed=WRITERS),
    workspace("split", "2026", ":commitment", allowed=WRITERS),
    workspace("join", "2026", ":commitment", allowed=WRITERS),
    workspace("remove", "2026", ":commitment", allowed=WRITERS),
    workspace("compare", "2026"),
    workspace("publish", "2026", allowed=PUBLISHERS),
    posted("publish", "2027", allowed=PUBLISHERS),
    workspace("published", "2026"),
    workspace("original", "2026", allowed=PUBLISHERS),
    workspace("propose", "2026", allowed=WRITERS),
    posted("propose", "2026", allowed=WRITERS),
    workspace("proposal", "2027", ":proposal"),
    # Those who may, but have shown no second factor: nothing is approved.
    posted("proposal", "2027", ":proposal", allowed=APPROVERS, status=409, function="X", shown="x"),
    workspace("agreements"),
    workspace("new_agreement", allowed=WRITERS),
    workspace("agreement", ":agreement_draft", allowed=WRITERS),
    posted("publish_agreement", ":agreement_draft", allowed=PUBLISHERS),
    posted("succeed_agreement", ":agreement", allowed=WRITERS),
    workspace("functions", allowed=PUBLISHERS),
    posted("functions", allowed=PUBLISHERS, function="meetings"),
    posted("functions", allowed=PUBLISHERS, status=422, function="okänd"),
    workspace("site", allowed=ADMINISTRATORS),
    posted("official", allowed=ADMINISTRATORS),
    workspace("people", allowed=ADMINISTRATORS),
    posted("invite_again", ":person", allowed=ADMINISTRATORS, status=200),
    posted("remove_person", ":person", allowed=ADMINISTRATORS),
    workspace("file", ":scan"),
]
ACCESS_TABLE = [*OTHERS, *ACCOUNT, *WORKSPACE]
