"""Takes a report over into a page: as a draft, which its editors look through before they publish it."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Collection, Revision

from cms.core.models import BasePage, User
from meetings.word import FoundPicture, Report

ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}


def add_report(page: BasePage, report: Report, source: str, user: User, collection: Collection) -> Revision:
    """Append the blocks to the body in a new draft; pictures go into the library."""
    pictures = [_keep_picture(picture, source, user, collection) for picture in report.pictures]
    added = [raw for block in report.blocks if (raw := _raw_block(block, pictures))]
    page.body = page.body.stream_block.to_python([*page.body.get_prep_value(), *added])
    return page.save_revision(user=user, clean=False, log_action=True)


def _raw_block(block: dict[str, Any], pictures: list[Any]) -> dict[str, Any] | None:
    """The block as the database keeps it; a picture that cannot be kept is left out."""
    if block["type"] != "picture":
        return block
    value = block["value"]
    picture = pictures[value["picture"]]
    if picture is None:
        return None
    image = {"image": picture.pk, "decorative": False, "alt_text": value["alt_text"]}
    return {"type": "picture", "value": {"image": image, "caption": value["caption"]}}


def _keep_picture(found: FoundPicture, source: str, user: User, collection: Collection) -> Any:
    """The picture in the library, or None for a format that the library refuses."""
    ending = ENDINGS.get(found.content_type)
    if ending is None:
        return None
    title = found.alt_text[:255] or PurePath(source).stem
    picture = get_image_model()(
        title=title,
        description=found.alt_text[:255],
        credit=PurePath(source).name[:255],
        collection=collection,
        uploaded_by_user=user,
        file=ContentFile(found.content, name=f"picture{ending}"),
    )
    try:
        picture.full_clean()
    except (ValidationError, OSError):
        return None
    picture.save()
    return picture
