"""What the clock does away with."""

from datetime import datetime

from lessons.lti import keys
from lessons.lti.models import LINK_LIFE, RegistrationLink, UsedNonce


def delete_outlived(now: datetime) -> None:
    """Numbers that nobody can bring any more, links of a month ago, keys after their time."""
    UsedNonce.objects.filter(expires_at__lt=now).delete()
    RegistrationLink.objects.filter(created_at__lt=now - 4 * LINK_LIFE).delete()
    keys.delete_outlived(now)
