from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("konto/", include("loftet.web.workspace.account_urls")),
    path("arbetsyta/", include("loftet.web.workspace.urls")),
    path("rapport/", include("loftet.web.workspace.report_link_urls")),
    path("veckorapport/", include("loftet.web.workspace.weekly_report_urls")),
    path("", include("loftet.web.open_data.urls")),
    *i18n_patterns(path("", include("loftet.web.public.urls")), prefix_default_language=False),
]
