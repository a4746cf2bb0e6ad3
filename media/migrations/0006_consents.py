import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0005_uploads_in_pieces_and_storage_quotas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Only the coordination sees it.",
                        max_length=160,
                        verbose_name="name of the person",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("adult", "of full age"),
                            ("minor", "under 18"),
                        ],
                        default="adult",
                        max_length=10,
                        verbose_name="age",
                    ),
                ),
                (
                    "guardian_name",
                    models.CharField(
                        blank=True,
                        help_text="Only for people under 18: who agreed for them. Both have to agree.",
                        max_length=160,
                        verbose_name="name of the guardian",
                    ),
                ),
                (
                    "appearance",
                    models.CharField(
                        choices=[
                            ("both", "in picture and sound"),
                            ("picture", "in the picture"),
                            ("voice", "by voice only"),
                        ],
                        default="both",
                        max_length=10,
                        verbose_name="can be recognised",
                    ),
                ),
                (
                    "kept_at",
                    models.CharField(
                        help_text="For example “folder Consents 2026, office of the foundation”.",
                        max_length=255,
                        verbose_name="where the paper lies",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        blank=True,
                        help_text="As the paper says it, for example “website, embedding in Moodle, download”.",
                        max_length=255,
                        verbose_name="agreed to",
                    ),
                ),
                (
                    "valid_from",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="valid from"),
                ),
                (
                    "valid_until",
                    models.DateField(
                        blank=True,
                        help_text="The last day. Empty: until it is withdrawn.",
                        null=True,
                        verbose_name="valid until",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="withdrawn at"),
                ),
                ("reminded_days", models.PositiveSmallIntegerField(editable=False, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="recorded at")),
            ],
            options={
                "verbose_name": "consent for a video",
                "verbose_name_plural": "consents for videos",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="video",
            name="shows_nobody_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="stated by",
            ),
        ),
        migrations.AddField(
            model_name="video",
            name="shows_nobody_date",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="nobody can be recognised, stated on"
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="video",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="media.video"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "minor"), _negated=True),
                    models.Q(("guardian_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="media_consent_of_minor_has_guardian",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="media_consent_ends_after_it_begins",
            ),
        ),
    ]
