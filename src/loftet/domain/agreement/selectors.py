from django.db.models import QuerySet

from loftet.domain.agreement.models import Agreement, FocusArea
from loftet.domain.place.models import Municipality


def agreements_of(municipality: Municipality) -> QuerySet[Agreement]:
    """All, drafts too, the newest first."""
    return Agreement.objects.filter(municipality=municipality).prefetch_related("parties").order_by("-start", "-id")


def agreement_of(municipality: Municipality, pk: int) -> Agreement | None:
    return agreements_of(municipality).filter(pk=pk).first()


def focus_area_names(municipality: Municipality) -> list[str]:
    """The municipality's own vocabulary."""
    return list(FocusArea.objects.filter(municipality=municipality).order_by("name").values_list("name", flat=True))
