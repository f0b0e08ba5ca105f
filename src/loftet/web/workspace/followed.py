"""A promise and a commitment as those who follow them see them: words, plan, reports, judgements."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from loftet.domain.activity.rules import Status, bearing_authorities
from loftet.domain.activity.selectors.following import followed_record, period_of
from loftet.domain.activity.selectors.outcomes import unjudged_of
from loftet.domain.activity.selectors.statuses import statuses_of
from loftet.domain.activity.selectors.workspace import judgements_of, plans_of, reports_seen_by
from loftet.domain.activity.words import not_followed_words, passed_words, status_words
from loftet.domain.organisation.rules import Action
from loftet.domain.promise.editions import PublishedPromise
from loftet.domain.publishing.selectors import published_promise
from loftet.sources.promise_text.record import CommitmentRecord
from loftet.web.workspace.access import Desk, workspace_page
from loftet.web.workspace.judgements import judgement_rows
from loftet.web.workspace.pages import show
from loftet.web.workspace.plans import plan_rows
from loftet.web.workspace.report_writing import followed_at
from loftet.web.workspace.reports import rows_of
from loftet.web.workspace.telling_form import may_speak_for, own_party


@workspace_page(Action.READ)
def promise(request: HttpRequest, desk: Desk, address: str) -> HttpResponse:
    published = published_promise(desk.municipality, address)
    if published is None:
        raise Http404
    today = timezone.localdate()
    (statuses,) = statuses_of([published], today=today)
    unjudged = {key for _, keys in unjudged_of(desk.municipality, [published], today=today) for key in keys}
    rows = [
        (commitment, _status_words(published, commitment, statuses[commitment.id], unjudged=commitment.id in unjudged))
        for commitment in published.record.commitments
        if commitment.id
    ]
    return show(request, desk, "followed_promise.html", function="reports", published=published, rows=rows)


@workspace_page(Action.READ)
def commitment(request: HttpRequest, desk: Desk, address: str, key: str) -> HttpResponse:
    row, followed = followed_at(desk, address, key)
    own, bearing = own_party(desk), bearing_authorities(followed.bearers)
    judgements = judgements_of(desk.municipality, row).filter(commitment_key=key)
    reports = reports_seen_by(desk.municipality, own).filter(promise=row, commitment_key=key)
    is_over = timezone.localdate() > period_of(followed_record(row)).last
    return show(
        request,
        desk,
        "followed_commitment.html",
        function="reports",
        promise=row,
        commitment=followed,
        plans=plan_rows(desk, followed, plans_of(desk.municipality, row, key)),
        reports=rows_of(reports),
        judgements=judgement_rows(desk, judgements),
        may_report=desk.may[Action.REPORT] and bool(may_speak_for(desk, bearing)),
        may_judge=desk.may[Action.JUDGE] and is_over,
    )


def _status_words(published: PublishedPromise, commitment: CommitmentRecord, status: Status, *, unjudged: bool) -> str:
    recorded = published.record.recorded is not None
    how = status_words(status) or not_followed_words(commitment, recorded=recorded)
    said = [how, passed_words(status), gettext("Inte bedömt än.") if unjudged else ""]
    return " ".join(f"{each.rstrip('.')}." for each in said if each)
