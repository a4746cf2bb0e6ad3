from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0003_offer_subjects_by_label"),
    ]

    operations = [
        migrations.AddField(
            model_name="learningfield",
            name="needs_safety_note",
            field=models.BooleanField(
                default=False,
                help_text="Learning videos about it go online only with a safety note. Published ones without a note go offline as soon as this is saved; who is responsible gets a mail.",
                verbose_name="needs a safety note",
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="needs_safety_note",
            field=models.BooleanField(
                default=False,
                help_text="Learning videos about it go online only with a safety note. Published ones without a note go offline as soon as this is saved; who is responsible gets a mail.",
                verbose_name="needs a safety note",
            ),
        ),
    ]
