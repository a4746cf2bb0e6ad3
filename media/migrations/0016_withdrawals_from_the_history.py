from django.db import migrations
from django.db.models import Max

WITHDRAWN = "consent.withdraw"


def take_over_withdrawals(apps, schema_editor):
    """From the records, and from the history, which outlives records that were deleted since."""
    records = apps.get_model("media", "Consent").objects.exclude(withdrawn_at=None)
    moments = dict(records.values("video").annotate(last=Max("withdrawn_at")).values_list("video", "last"))
    entries = apps.get_model("wagtailcore", "ModelLogEntry").objects.filter(
        content_type__app_label="media", content_type__model="video", action=WITHDRAWN
    )
    for object_id, moment in entries.values_list("object_id", "timestamp").iterator():
        moments[int(object_id)] = max(moment, moments.get(int(object_id), moment))
    videos = apps.get_model("media", "Video").objects
    for video_id, moment in moments.items():
        videos.filter(pk=video_id).update(consent_withdrawn_at=moment)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("media", "0015_remember_withdrawals"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunPython(take_over_withdrawals, migrations.RunPython.noop, elidable=True),
    ]
