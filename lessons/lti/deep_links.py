"""What a platform gets when a teacher has chosen: links that come back to us, in a message under our signature."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext

from lessons.lti import addresses, claims, keys, logins
from lessons.lti.messages import Message
from lessons.lti.models import LearningPlatform
from lessons.lti.refusals import RefusedError
from media import addresses as media_addresses
from media.access import origin
from media.attribution import page_url
from media.codes import CODE_WIDTH, code_height, frame_code
from media.excerpts import Excerpt, plain
from media.models import VideoPage
from media.playback import poster_of
from media.sentences import gettext_noop

SALT = "lessons.lti.deep_links"
LIFE = timedelta(hours=1)  # so long a teacher may choose
ANSWER_LIFE = timedelta(minutes=5)
LINK, PLAIN_LINK = "ltiResourceLink", "link"
POSTER_WIDTH = 320  # pixels


@dataclass(frozen=True)
class Choice:
    """A video that was chosen, and the second at which it begins."""

    page: VideoPage
    start: float = 0


@dataclass(frozen=True)
class Order:
    """What the platform asked for. It travels through the teacher's browser under our signature."""

    platform_id: int
    deployment: str
    return_url: str
    takes_many: bool
    takes_launches: bool
    has_data: bool
    data: Any = None

    @classmethod
    def of(cls, message: Message) -> "Order":
        """Raises `RefusedError` for pupils, and for platforms that take no links."""
        if not message.is_by_a_teacher:
            raise RefusedError("role", gettext_noop("Only teachers of the course choose learning videos."))
        asked = message.content.get(claims.SETTINGS)
        settings = asked if isinstance(asked, dict) else {}
        kinds = settings.get("accept_types")
        return_url = settings.get("deep_link_return_url")
        if not isinstance(kinds, list) or not isinstance(return_url, str) or not origin(return_url):
            raise no_use()
        if LINK not in kinds and PLAIN_LINK not in kinds:
            raise no_use()
        return cls(
            platform_id=message.platform.pk,
            deployment=message.deployment,
            return_url=return_url,
            takes_many=settings.get("accept_multiple") in (True, "true"),
            takes_launches=LINK in kinds,
            has_data="data" in settings,
            data=settings.get("data"),
        )

    @classmethod
    def read(cls, text: str) -> "Order":
        """The order that we signed an hour ago at most. Raises `RefusedError`."""
        try:
            return cls(**signing.loads(text, salt=SALT, max_age=LIFE))
        except (signing.BadSignature, TypeError) as error:
            raise logins.stale() from error

    @property
    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)

    @property
    def platform(self) -> LearningPlatform:
        """Raises `RefusedError` if it is approved no longer."""
        platform = LearningPlatform.objects.filter(pk=self.platform_id).first()
        if platform is None:
            raise logins.stale()
        return logins.approved(platform)


def no_use() -> RefusedError:
    return RefusedError("links", gettext_noop("The platform takes no links at this place."))


def answer(order: Order, choices: Iterable[Choice]) -> str:
    """The signed message with all that was chosen; without a choice it says so."""
    platform, now = order.platform, timezone.now()
    items = [content_item(choice, order.takes_launches) for choice in choices]
    content = {
        "iss": platform.client_id,
        "aud": [platform.issuer],
        "iat": int(now.timestamp()),
        "exp": int((now + ANSWER_LIFE).timestamp()),
        "nonce": secrets.token_urlsafe(24),
        claims.DEPLOYMENT_ID: order.deployment,
        claims.MESSAGE_TYPE: claims.DEEP_LINK_ANSWER,
        claims.VERSION: claims.SPOKEN_VERSION,
        claims.CONTENT_ITEMS: items,
    }
    if order.has_data:
        content[claims.DATA] = order.data
    if not items:
        content[claims.NOTE] = gettext("No learning video was chosen.")
    return keys.sign(content)


def content_item(choice: Choice, as_launch: bool) -> dict[str, Any]:
    """A video as LTI link, or as plain link with the player for platforms that take no other."""
    page = choice.page
    item: dict[str, Any] = {"title": page.title, "text": page.meta_description}
    if picture := thumbnail(page):
        item["thumbnail"] = picture
    if not as_launch:
        frame = frame_code(page, Excerpt(choice.start))
        return {"type": PLAIN_LINK, **item, "url": page_url(page), "embed": {"html": frame}}
    if picture:
        item["icon"] = picture
    custom = {"video": page.recording.key}
    if choice.start:
        custom["t"] = plain(choice.start)
    return {
        "type": LINK,
        **item,
        "url": addresses.launch(),
        "custom": custom,
        "iframe": {"width": CODE_WIDTH, "height": code_height(page.recording)},
    }


def thumbnail(page: VideoPage) -> dict[str, Any] | None:
    poster = poster_of(page.recording, POSTER_WIDTH)
    if poster is None:
        return None
    address = media_addresses.absolute(media_addresses.file(page.recording.key, poster.name))
    return {"url": address, "width": poster.width, "height": poster.height}
