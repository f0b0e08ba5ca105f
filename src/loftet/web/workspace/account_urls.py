"""The pages of one's own account: those of allauth's routes that a closed circle needs. Nobody signs up."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as provider
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import path, re_path

urlpatterns = [
    path("", mfa.index, name="mfa_index"),
    path("logga-in/", account.login, name="account_login"),
    path("logga-in/kod/", mfa.authenticate, name="mfa_authenticate"),
    path("logga-in/avbrutet/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("logga-in/leverantor/<str:provider_id>/", openid_connect.login, name="openid_connect_login"),
    path("logga-in/leverantor/<str:provider_id>/tillbaka/", openid_connect.callback, name="openid_connect_callback"),
    path("logga-ut/", account.logout, name="account_logout"),
    path("stangt/", account.account_inactive, name="account_inactive"),
    path("bekrafta/", account.reauthenticate, name="account_reauthenticate"),
    path("logga-in/passnyckel/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("bekrafta/passnyckel/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("bekrafta/kod/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("losenord/", account.password_change, name="account_change_password"),
    path("losenord/glomt/", account.password_reset, name="account_reset_password"),
    path("losenord/glomt/skickat/", account.password_reset_done, name="account_reset_password_done"),
    path("losenord/bytt/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("tva-steg/", totp.activate_totp, name="mfa_activate_totp"),
    path("tva-steg/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("passnycklar/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passnycklar/ny/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("passnycklar/<int:pk>/namn/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("passnycklar/<int:pk>/ta-bort/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("reservkoder/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("reservkoder/nya/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("reservkoder/fil/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
