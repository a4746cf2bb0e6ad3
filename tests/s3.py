"""An S3 on this machine, and how one fails."""

from contextlib import contextmanager

import boto3
from boto3.exceptions import S3UploadFailedError
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError, EndpointConnectionError
from moto import mock_aws

KEYS = {"access_key": "test", "secret_key": "test", "region_name": "eu-central-1"}
OPTIONS = {
    **KEYS,
    "bucket_name": "films",
    "location": "private",
    "client_config": Config(retries={"total_max_attempts": 1}),  # a test does not wait for better times
}
BACKEND = {"BACKEND": "cms.core.s3_storages.PrivateS3Storage", "OPTIONS": OPTIONS}
OUTAGES = [
    EndpointConnectionError(endpoint_url="https://s3.example"),
    ConnectionClosedError(endpoint_url="https://s3.example"),
    ClientError(
        {"Error": {"Code": "SlowDown"}, "ResponseMetadata": {"HTTPStatusCode": 503}}, "as S3 called it"
    ),
    S3UploadFailedError("The film could not be uploaded."),
]


@contextmanager
def bucket():
    with mock_aws():
        boto3.client(
            "s3", aws_access_key_id="test", aws_secret_access_key="test", region_name="eu-central-1"
        ).create_bucket(Bucket="films", CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        yield


def fail_with(error, storage, operation=""):
    """From now on the storage answers every request, or those of that operation, with the error."""

    def fail(**request):
        raise error

    event = f"before-send.s3.{operation}".rstrip(".")
    storage.connection.meta.client.meta.events.register_first(event, fail)
