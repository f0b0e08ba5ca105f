from django.utils.translation import gettext as _


def marked(title: str, example: bool) -> str:
    """The title, with the word that says so first where everything under it is made up."""
    return f"{_('Exempel')}: {title}" if example else title
