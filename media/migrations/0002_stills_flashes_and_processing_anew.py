from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="video",
            name="flash_seconds",
            field=models.JSONField(
                blank=True, default=list, editable=False, verbose_name="dangerous flashes (seconds)"
            ),
        ),
        migrations.AddField(
            model_name="video",
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
        migrations.AddField(
            model_name="video",
            name="stays_on_show",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="videofile",
            name="second",
            field=models.FloatField(null=True, verbose_name="moment of the film (seconds)"),
        ),
        migrations.AlterField(
            model_name="videofile",
            name="kind",
            field=models.CharField(
                choices=[
                    ("film", "film"),
                    ("poster", "poster"),
                    ("candidate", "suggestion for the poster"),
                    ("strip", "preview strip"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
    ]
