"""Safety walks: everything under /arbetsyta/<kommun>/vandringar/."""

from django.urls import path

from loftet.web.workspace import safety_walk, safety_walk_finding

urlpatterns = [
    path("", safety_walk.walks, name="safety_walks"),
    path("ny/", safety_walk.new, name="new_safety_walk"),
    path("<int:pk>/", safety_walk.walk, name="safety_walk"),
    path("<int:pk>/andra/", safety_walk.change, name="change_safety_walk"),
    path("<int:pk>/publicera/", safety_walk.publish, name="publish_safety_walk"),
    path("iakttagelse/<int:pk>/", safety_walk_finding.finding, name="walk_finding"),
    path("iakttagelse/<int:pk>/agare/", safety_walk_finding.owner, name="finding_owner"),
    path("iakttagelse/<int:pk>/lage/", safety_walk_finding.state, name="finding_state"),
    path("iakttagelse/<int:pk>/granska/", safety_walk_finding.review, name="review_finding"),
    path("iakttagelse/<int:pk>/ta-bort/", safety_walk_finding.remove, name="remove_finding"),
]
