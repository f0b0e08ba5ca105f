"""Why something is not done, in words that can be shown as they stand."""

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    words = _("Det gick inte.")

    def __str__(self) -> str:
        return str(self.words)


class NothingWritten(Refusal):
    words = _("Skriv vad du vill berätta.")


class FileReadBefore(Refusal):
    words = _("Filen är redan inläst. Inget är sparat en gång till.")


class NotReviewed(Refusal):
    words = _("Någon av synpunkterna är inte granskad, eller redan besvarad. Inget är sparat.")


class SentBefore(Refusal):
    words = _("Svaret är redan skickat.")
