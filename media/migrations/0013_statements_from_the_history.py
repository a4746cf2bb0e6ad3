from django.db import migrations
from django.utils import timezone

STATED = "media.version.nobody"


def take_over_statements(apps, schema_editor):
    """Of films that still wait to replace another, only the history knew that nobody can be recognised.

    As it was asked: the last statement of each, while the recording itself is said to show nobody.
    """
    versions = apps.get_model("media", "Version").objects.exclude(state="ready")
    waiting = versions.filter(kind="film", video__shows_nobody_date__isnull=False)
    entries = apps.get_model("wagtailcore", "ModelLogEntry").objects.filter(action=STATED)
    people = apps.get_model("core", "User").objects
    for version in waiting.iterator():
        entry = entries.filter(object_id=str(version.video_id), data__version=version.pk)
        last = entry.order_by("timestamp").last()
        if last is not None:
            version.shows_nobody_date = timezone.localdate(last.timestamp)
            version.shows_nobody_by = people.filter(pk=last.user_id).first()  # accounts end, entries stay
            version.save(update_fields=["shows_nobody_date", "shows_nobody_by"])


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0012_tags_and_statements_of_versions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.RunPython(take_over_statements, migrations.RunPython.noop, elidable=True),
    ]
