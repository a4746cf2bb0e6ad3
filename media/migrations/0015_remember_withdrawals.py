from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0014_recognise_speech"),
    ]

    operations = [
        migrations.AddField(
            model_name="video",
            name="consent_withdrawn_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="a consent was last withdrawn at"
            ),
        ),
    ]
