import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0008_samples_show_nobody"),
    ]

    operations = [
        migrations.AddField(
            model_name="caption",
            name="is_reviewed",
            field=models.BooleanField(
                default=True, editable=False, verbose_name="read and improved by a person"
            ),
        ),
        migrations.AddField(
            model_name="caption",
            name="origin",
            field=models.CharField(
                choices=[
                    ("people", "written by people"),
                    ("spread", "pasted text, times spread evenly"),
                    ("translation", "translation of another track"),
                ],
                default="people",
                editable=False,
                max_length=12,
                verbose_name="origin",
            ),
        ),
        migrations.AddField(
            model_name="caption",
            name="paragraph_marks",
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name="paragraphs"),
        ),
        migrations.AddField(
            model_name="caption",
            name="translated_from",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="translations",
                to="media.caption",
                verbose_name="translated from",
            ),
        ),
    ]
