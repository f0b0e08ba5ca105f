"""The lines of the access table for those who follow a promise by e-mail, and the subscription they need on stage."""

from loftet.domain.publishing.selectors import published_promise
from loftet.domain.publishing.subscription.followed import Followed
from loftet.domain.publishing.subscription.links import FROM_LETTER, ONE_CLICK, Asked, sealed, signed
from loftet.domain.publishing.subscription.models import Subscription
from loftet.domain.publishing.subscription.services.following import follow
from loftet.domain.publishing.subscription.wording import consent_wording, wording_hash
from tests.people import Cast
from tests.web.access_table import Line, Who, public

COMMITMENT, AREA = ("2026", "informationsbrev"), ("2026", "trygghet-i-centrum")
ONE_CLICK_BODY = {"List-Unsubscribe": "One-Click"}


def sent(route: str, *arguments: object, status: int, **data: str) -> Line:
    return Line(route, ("exempelby", *arguments), frozenset(Who), status, method="POST", data=data)


# Nobody is let in or kept out by an account: what stands in the address of a letter opens the page.
FOLLOWING = [
    public("public:follow", "exempelby", "2026"),
    public("public:follow", "exempelby", "2027", status=404),
    sent("public:follow", "2026", status=302, email="anna@exempel.se"),
    public("public:follow_commitment", "exempelby", *COMMITMENT),
    public("public:follow_commitment", "exempelby", "2026", "okant", status=404),
    public("public:follow_area", "exempelby", *AREA),
    public("public:follow_area", "exempelby", "2026", "okant", status=404),
    public("public:follow_sent", "exempelby"),
    public("public:follow_confirm", "exempelby", ":asked"),
    public("public:follow_confirm", "exempelby", "okand", status=404),
    public("public:follow_confirm", "granneby", ":asked", status=404),
    public("public:leave", "exempelby", ":one_click"),
    public("public:leave", "exempelby", ":from_letter", status=404),
    Line("public:leave", ("exempelby", ":one_click"), frozenset(Who), method="POST", data=ONE_CLICK_BODY),
    public("public:leave_from_letter", "exempelby", ":from_letter"),
    public("public:leave_from_letter", "exempelby", ":one_click", status=404),
    sent("public:leave_from_letter", ":from_letter", status=422, email="nagon-annan@exempel.se"),
    public("open_data:commitment-atom", "exempelby", *COMMITMENT),
    public("open_data:commitment-atom", "exempelby", "2026", "okant", status=404),
    public("open_data:area-atom", "exempelby", *AREA),
    public("open_data:area-atom", "exempelby", "2026", "okant", status=404),
]


def subscribed(cast: Cast) -> dict[str, object]:
    """The links of one who follows Exempelby's promise of the year."""
    published = published_promise(cast.exempelby, cast.this_year.address)
    assert published
    asked = Asked(email="anna@exempel.se", municipality_code=cast.exempelby.code, promise_address=published.address)
    follow(Followed(published), asked=asked, wording_sha256=wording_hash(consent_wording(cast.exempelby)))
    number = Subscription.objects.get().pk
    return {
        ":asked": sealed(asked),
        ":one_click": signed(ONE_CLICK, number),
        ":from_letter": signed(FROM_LETTER, number),
    }
