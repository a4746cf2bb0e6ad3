from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0006_consents"),
    ]

    operations = [
        migrations.AddField(
            model_name="video",
            name="description_waiver",
            field=models.CharField(
                blank=True,
                help_text="For example “Nothing to see that is not also said.”",
                max_length=255,
                verbose_name="why it needs no audio description",
            ),
        ),
        migrations.AddField(
            model_name="video",
            name="description_waiver_date",
            field=models.DateField(blank=True, null=True, verbose_name="recorded on"),
        ),
        migrations.AddConstraint(
            model_name="video",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("description_waiver", ""), ("description_waiver_date__isnull", False), _connector="OR"
                ),
                name="description_waiver_has_a_date",
                violation_error_message="Enter the day on which the reason was recorded.",
            ),
        ),
    ]
