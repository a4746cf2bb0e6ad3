from django.db import migrations
from django.db.models import F
from django.db.models.functions import TruncDate

NOTHING_UNSAID = "Nichts zu sehen, was nicht auch gesagt wird"


def complete_samples(apps, schema_editor):
    """The sample clips are drawn and say all that they show, so what the rule asks of them is known.

    Of other films no program knows who can be seen: they are not answered until a person records it.
    """
    samples = apps.get_model("media", "Video").objects.filter(is_sample=True)
    samples.filter(shows_nobody_date=None).update(shows_nobody_date=TruncDate(F("created_at")))
    samples.filter(description_waiver="").update(
        description_waiver=NOTHING_UNSAID, description_waiver_date=TruncDate(F("created_at"))
    )


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0007_audio_description_waiver"),
    ]

    operations = [
        migrations.RunPython(complete_samples, migrations.RunPython.noop, elidable=True),
    ]
