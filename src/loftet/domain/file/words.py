"""What a person is told of files, wherever one can be chosen or is listed."""

from django.utils.translation import gettext_lazy as _

NOT_PUBLISHED = _("Publiceras inte på sidan. Kan begäras ut som allmän handling.")
SIGNATURE_LOST = _(
    "Filens elektroniska underskrift följer inte med, eftersom filen skrivs om: diarieför originalet som det är."
)
