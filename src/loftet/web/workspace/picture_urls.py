"""The joint situational picture: everything under /arbetsyta/<kommun>/lagesbild/."""

from django.urls import path

from loftet.web.workspace import picture, picture_chain, picture_problem, picture_weighing

urlpatterns = [
    path("", picture.pictures, name="picture"),
    path("ny/", picture.new, name="new_picture"),
    path("<int:pk>/", picture.drawn, name="drawn_picture"),
    path("<int:pk>/text/", picture.text, name="picture_text"),
    path("<int:pk>/word/", picture.word, name="picture_word"),
    path("<int:pk>/anta/", picture.adopt, name="adopt_picture"),
    path("<int:pk>/publicera/", picture.publish, name="publish_picture"),
    path("<int:pk>/problem/", picture_problem.new, name="new_problem"),
    path("<int:pk>/poang/", picture_weighing.points, name="picture_points"),
    path("<int:pk>/poang/skicka/", picture_weighing.send, name="send_points"),
    path("<int:pk>/prioritet/", picture_weighing.priority, name="picture_priority"),
    path("koppla/<int:pk>/<int:picture>/", picture_chain.tie, name="tie"),
    path("problem/<int:pk>/", picture_problem.problem, name="problem"),
    path("problem/<int:pk>/underlag/", picture_problem.evidence, name="problem_evidence"),
    path("problem/<int:pk>/tal/", picture_problem.cite_own_figure, name="problem_figure"),
    path("problem/<int:pk>/orsak/", picture_problem.add_cause, name="add_cause"),
    path("problem/<int:pk>/ta-bort/", picture_problem.leave, name="leave_problem"),
    path("underlag/<int:pk>/ta-bort/", picture_problem.take_back, name="take_back_evidence"),
    path("orsak/<int:pk>/<int:description>/", picture_problem.cause, name="cause"),
]
