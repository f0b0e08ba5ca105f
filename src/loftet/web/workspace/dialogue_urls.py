"""What people say of safety: everything under /arbetsyta/<kommun>/dialoger/."""

from django.urls import path

from loftet.web.workspace import dialogue_answers, dialogues

urlpatterns = [
    path("", dialogues.dialogues, name="dialogues"),
    path("tillfalle/nytt/", dialogues.new_occasion, name="new_occasion"),
    path("tillfalle/<int:pk>/", dialogues.occasion, name="occasion"),
    path("synpunkt/<int:pk>/", dialogues.contribution, name="contribution"),
    path("synpunkt/<int:pk>/ta-bort/", dialogues.remove, name="remove_contribution"),
    path("svar/", dialogue_answers.decide, name="decide_contributions"),
    path("svar/<int:pk>/", dialogue_answers.answer, name="dialogue_answer"),
]
