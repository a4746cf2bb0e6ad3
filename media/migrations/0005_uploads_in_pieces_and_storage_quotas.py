import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0004_take_posters_along_with_versions"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CollectionQuota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "megabytes",
                    models.PositiveIntegerField(
                        help_text="Originals and all versions made from them together. A film that does not fit any more is refused before it is uploaded; what is there stays.",
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="storage space (MB)",
                    ),
                ),
                (
                    "collection",
                    models.OneToOneField(
                        help_text="What lies in the collections below it counts as well.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="video_quota",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
            ],
            options={
                "verbose_name": "storage space of a collection",
                "verbose_name_plural": "storage space of collections",
                "ordering": ["collection__path", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("neu", "a new learning video"),
                            ("ersatz", "a new film for this video"),
                            ("audiodeskription", "a version with audio description"),
                            ("gebaerden", "a version in sign language"),
                        ],
                        default="neu",
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=255)),
                ("size", models.PositiveBigIntegerField()),
                ("last_modified", models.BigIntegerField(blank=True, null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("underway", "underway"), ("accepted", "accepted"), ("refused", "refused")],
                        default="underway",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("changed_at", models.DateTimeField(auto_now=True, db_index=True)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "video",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="media.video",
                    ),
                ),
            ],
            options={
                "verbose_name": "upload",
                "verbose_name_plural": "uploads",
                "ordering": ["created_at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose", "neu"), ("video__isnull", False), _connector="OR"),
                        name="upload_knows_its_video",
                    )
                ],
            },
        ),
    ]
