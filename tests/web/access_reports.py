"""The lines of the access table for reports, plans, judgements, contacts, and the page behind the mail of the month."""

from tests.web.access_table import WRITERS, Line, Who, posted, public, workspace

REPORTERS = WRITERS | {Who.REPORTER}
# The stage's report was sent by the police's own user: the municipality sees it and cannot answer for it.
POLICE = frozenset({Who.POLICE})
PLACE = ("2026", "informationsbrev")

REPORTS = [
    workspace("reports"),
    workspace("followed_promise", "2026"),
    workspace("followed_promise", "2027", allowed=frozenset()),
    workspace("followed_commitment", *PLACE),
    workspace("new_report", "2026", "trygghetsvandringar", allowed=REPORTERS),
    workspace("propose_plan", *PLACE, allowed=WRITERS),
    workspace("judge", *PLACE, allowed=WRITERS),
    posted("accept_plan", ":plan", allowed=WRITERS),
    workspace("give_view", ":judgement"),
    workspace("report", ":report"),
    workspace("change_report", ":report", allowed=POLICE),
    posted("discard_report", ":report", allowed=POLICE),
    workspace("correct_report", ":report", allowed=POLICE),
    posted("publish_report", ":report", allowed=WRITERS),
    posted("send_back_report", ":report", allowed=WRITERS, reason="Fel dag"),
    posted("confirm_report", ":report", allowed=WRITERS),
    workspace("contacts", allowed=WRITERS),
    posted("send_monthly_mails", allowed=WRITERS),
    posted("set_public_delay", allowed=WRITERS, status=422, days="999"),
    workspace("contact_letter", ":contact", allowed=WRITERS),
    posted("forget_devices", ":contact", allowed=WRITERS),
    posted("remove_contact", ":contact", allowed=WRITERS),
    # Nobody is let in here by an account: a device is, once it has opened a link.
    public("report_link", ":report_token"),
    public("report_link", "okand", status=404),
    public("report_due", status=403),
    public("report_answer", ":promise", "informationsbrev", status=403),
    public("report_mend", ":report", status=403),
    public("report_correct", ":report", status=403),
    Line("report_link", (":report_token",), frozenset(Who), 302, method="POST"),
]
