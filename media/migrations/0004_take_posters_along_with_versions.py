from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0003_keep_versions_of_films"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="flash_seconds",
            field=models.JSONField(
                blank=True, default=list, editable=False, verbose_name="dangerous flashes (seconds)"
            ),
        ),
        migrations.AddField(
            model_name="version",
            name="poster_source",
            field=models.CharField(
                choices=[
                    ("automatic", "chosen by the site"),
                    ("candidate", "one of the six suggestions"),
                    ("picture", "an own picture"),
                ],
                default="automatic",
                editable=False,
                max_length=10,
                verbose_name="poster taken from",
            ),
        ),
    ]
