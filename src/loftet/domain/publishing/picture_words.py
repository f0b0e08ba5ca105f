"""What a page and a document say of a problem in a picture, in the same words and order."""

from django.utils.translation import gettext as _

from loftet.domain.picture.record import ProblemRecord


def problem_facts(problem: ProblemRecord) -> list[tuple[str, str]]:
    """Label and words of what is described; what nobody has written is left out."""
    facts = [
        (_("Vad händer?"), problem.what),
        (_("Var?"), problem.where),
        (_("När?"), problem.when),
        (_("Vilka drabbas?"), problem.hit),
        (_("Hur mycket förekommer det?"), problem.extent),
        (_("Konsekvenser"), problem.consequences),
        (_("Sedan förra lägesbilden"), problem.became),
    ]
    return [(label, words) for label, words in facts if words]
