"""The licences that material and videos may carry.

Free licences are those of Creative Commons in version 4.0 and CC0; the German deed is linked, because
teachers read it. `is_free` decides about download, export and embed codes.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

DEED = "deed.de"  # the page about a licence for German readers, below its address


class LicenceCode(models.TextChoices):
    """What an editor chooses; the label is what stands beside the work."""

    CC0 = "cc0", "CC0 1.0"
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    CC_BY_ND = "cc-by-nd", "CC BY-ND 4.0"
    CC_BY_NC = "cc-by-nc", "CC BY-NC 4.0"
    CC_BY_NC_SA = "cc-by-nc-sa", "CC BY-NC-SA 4.0"
    CC_BY_NC_ND = "cc-by-nc-nd", "CC BY-NC-ND 4.0"
    RESERVED = "reserved", _("All rights reserved")


@dataclass(frozen=True)
class Licence:
    """A licence as readers and machines need it; `url` is empty where there is no deed."""

    code: str
    label: str
    url: str

    @property
    def legal_url(self) -> str:
        """The address that machines know the licence by; `url` leads people on to its German deed."""
        return self.url.removesuffix(DEED)

    @property
    def is_free(self) -> bool:
        """Whether the work may be downloaded, exported and embedded elsewhere."""
        return bool(self.url)


def licence(code: str) -> Licence | None:
    """The licence with that code, or None where none was chosen."""
    if not code:
        return None
    choice = LicenceCode(code)
    return Licence(code=choice.value, label=str(choice.label), url=_deed_url(choice))


def _deed_url(choice: LicenceCode) -> str:
    if choice is LicenceCode.RESERVED:
        return ""
    if choice is LicenceCode.CC0:
        return f"https://creativecommons.org/publicdomain/zero/1.0/{DEED}"
    return f"https://creativecommons.org/licenses/{choice.value.removeprefix('cc-')}/4.0/{DEED}"
