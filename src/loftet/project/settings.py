"""Settings, read from the environment. Every one has its line in docs/operate/settings.md."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

env = environ.Env()

SOURCE = Path(__file__).resolve().parents[1]
DATA = Path(env.str("LOFTET_DATA", default="data")).resolve()
DATA.mkdir(parents=True, exist_ok=True)


def installation_secret(path: Path) -> str:
    """The key that signs sessions, made at first start and readable by the service alone."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = env.str("LOFTET_SECRET_KEY", default="") or installation_secret(DATA / "secret-key")
DEBUG = False
PORT = env.int("PORT", default=8000)
ALLOWED_HOSTS = env.list("LOFTET_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# The address that feeds, calendars and documents name; a reverse proxy's, where there is one.
ADDRESS = env.str("LOFTET_ADDRESS", default=f"http://localhost:{PORT}")
SECURE = ADDRESS.startswith("https://")
# What the first run loads into an empty database; an empty value loads nothing.
EXAMPLES = env.str("LOFTET_EXAMPLES", default=str(SOURCE.parents[1] / "examples"))

# Services that publish figures; another address is a copy to try against.
KOLADA_URL = env.str("LOFTET_KOLADA_URL", default="https://api.kolada.se")
# Nothing is asked for outside the house before whoever runs it has said so.
FETCHES_BY_ITSELF = env.bool("LOFTET_FETCH", default=False)
POLISEN_URL = env.str("LOFTET_POLISEN_URL", default="https://polisen.se")
SCB_URL = env.str("LOFTET_SCB_URL", default="https://statistikdatabasen.scb.se")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    # Before allauth, whose pages it gives our look and words.
    "loftet.web.workspace",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "loftet.domain.account",
    "loftet.domain.audit",
    "loftet.domain.job",
    "loftet.domain.file",
    "loftet.domain.ledger",
    "loftet.domain.delivery",
    "loftet.domain.place",
    "loftet.domain.organisation",
    "loftet.domain.agreement",
    "loftet.domain.statistics",
    "loftet.domain.dialogue",
    "loftet.domain.picture",
    "loftet.domain.promise",
    "loftet.domain.activity",
    "loftet.domain.publishing",
    "loftet.web.design",
    "loftet.web.public",
    "loftet.web.open_data",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "loftet.web.design.language.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "loftet.web.workspace.sessions.sessions_that_can_be_ended",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "loftet.project.urls"
WSGI_APPLICATION = "loftet.project.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'loftet.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is erased is overwritten, so that no copy of the file holds an address that was let go.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A new connection costs more than the question that a page kept in the process asks with it.
DATABASES["default"]["CONN_MAX_AGE"] = 60

AUTH_USER_MODEL = "loftet_account.User"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:home"
ACCOUNT_FORMS = {"login": "loftet.web.workspace.sign_in.LoginForm"}
ACCOUNT_ADAPTER = "loftet.web.workspace.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Guesses, by address and by account. A device that the account knows has a count of its own, and a passkey none: there
# is nothing to guess, and nobody is to be locked out by somebody else.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "10/m/ip,5/5m/key",
    "login_failed_on_known_device": "10/5m/key",
}
MFA_RATE_LIMITS = {"webauthn_login": ""}
# Behind https there is one proxy, and it alone says where a request comes from.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "loftet.web.workspace.sign_in.CodeAppForm",
    "add_webauthn": "loftet.web.workspace.sign_in.PasskeyForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
# A browser lets localhost use passkeys without https; nobody else may.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = urlsplit(ADDRESS).hostname == "localhost"
MFA_TOTP_ISSUER = "Löftet"

# Signing in by the organisation's own OpenID Connect provider, for those who are invited here.
OIDC_URL = env.str("LOFTET_OIDC_URL", default="")
SOCIALACCOUNT_ADAPTER = "loftet.web.workspace.provider_sign_in.ProviderAdapter"
# The way to the provider is a link: a form would be stopped by the policy below, which cannot know where it leads.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("LOFTET_OIDC_NAME", default="kommunens inloggning"),
                "client_id": env.str("LOFTET_OIDC_CLIENT", default=""),
                "secret": env.str("LOFTET_OIDC_SECRET", default=""),
                "settings": {"server_url": OIDC_URL},
            }
        ]
        if OIDC_URL
        else [],
    }
}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "loftet_cache"}}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = env.str("LOFTET_MAIL_FROM", default="loftet@localhost")
if env.str("LOFTET_SMTP_URL", default=""):
    vars().update(env.email_url("LOFTET_SMTP_URL"))
EMAIL_TIMEOUT = 20
# Seconds of silence after which a worker's jobs are taken from it: well above the database's timeout.
WORKER_LEASE = env.float("LOFTET_WORKER_LEASE", default=60)

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/statiskt/"
# Beside the code that it belongs to: set-up fills it, whatever data the server is then given.
STATIC_ROOT = SOURCE.parents[1] / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_NAME = "loftet_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [ADDRESS] if SECURE else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# Django says the address of what it refuses; whoever reads a log is not to be let in by it.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "loftet.project.logs.WithoutSecrets"}},
    "loggers": {name: {"filters": ["without_secrets"]} for name in ("django.request", "django.security.csrf")},
}
