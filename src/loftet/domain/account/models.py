from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserQuerySet(models.QuerySet["User"]):
    def of_the_installation(self) -> "UserQuerySet":
        return self.filter(administers_installation=True, is_active=True)


class UserManager(BaseUserManager["User"]):
    """Django and allauth look users up and make them through this; the project calls `services`."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    email = models.EmailField(_("e-postadress"), unique=True)
    name = models.CharField(_("namn"), max_length=120, blank=True)
    is_active = models.BooleanField(_("kan logga in"), default=True)
    administers_installation = models.BooleanField(_("administrerar installationen"), default=False)
    date_joined = models.DateTimeField(_("upplagd"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("användare")
        verbose_name_plural = _("användare")

    def __str__(self) -> str:
        return self.name or self.email


class SignInLink(models.Model):
    """A link that lets the first administrator in; only the hash of its token is kept."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("inloggningslänk")
        verbose_name_plural = _("inloggningslänkar")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class SignedInSession(models.Model):
    """A place where a user is signed in, for her to see and end; only the hash of the session's token is kept."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="signed_in_sessions", verbose_name=_("användare")
    )
    token_sha256 = models.CharField(max_length=64, unique=True)
    device = models.CharField(_("enhet"), max_length=80)
    signed_in_at = models.DateTimeField(_("inloggad"), default=timezone.now)
    seen_at = models.DateTimeField(_("senast använd"), default=timezone.now)

    class Meta:
        verbose_name = _("inloggning")
        verbose_name_plural = _("inloggningar")
        ordering = ["-seen_at", "-pk"]

    def __str__(self) -> str:
        return self.device
