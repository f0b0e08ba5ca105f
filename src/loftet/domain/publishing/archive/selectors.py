from django.db.models import QuerySet

from loftet.domain.agreement.models import Minutes
from loftet.domain.place.models import Municipality
from loftet.domain.promise.models import Edition, Promise


def editions_to_register(municipality: Municipality, promise: Promise) -> QuerySet[Edition]:
    """Newest first, with what a package of one needs."""
    editions = Edition.objects.filter(municipality=municipality, promise=promise).order_by("-number")
    return editions.select_related("promise__municipality", "promise__carried_from", "published_by")


def adopted_minutes_of(municipality: Municipality, pk: int) -> Minutes | None:
    """Minutes that can go to the register; None for those that nobody has adopted, or another municipality's."""
    adopted = Minutes.objects.filter(municipality=municipality, pk=pk, adopted_on__isnull=False)
    return adopted.select_related("meeting__municipality").first()
