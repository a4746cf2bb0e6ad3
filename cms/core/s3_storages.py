"""The two storages on S3, loaded only where the settings name a bucket: boto3 takes a quarter of a second."""

from typing import Any

from django.conf import settings
from django.utils.deconstruct import deconstructible
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from cms.core.storages import NoPublicAddressError


@deconstructible(path="cms.core.s3_storages.PrivateS3Storage")
class PrivateS3Storage(S3Storage):
    """Private files on S3: no signed address leaves the house either."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        raise NoPublicAddressError(name)


@deconstructible(path="cms.core.s3_storages.RenditionS3Storage")
class RenditionS3Storage(S3Storage):
    """Renditions on S3 under addresses of this site: readers never meet another host."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        return f"{settings.MEDIA_URL}{filepath_to_uri(name).lstrip('/')}"
