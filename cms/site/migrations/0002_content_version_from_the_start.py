from django.db import migrations


def make_row(apps, schema_editor):
    """Without it a site where nothing was ever changed would not see that a page expires."""
    apps.get_model("cms", "ContentVersion").objects.get_or_create(pk=1, defaults={"token": "first"})


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0001_content_version"),
    ]

    operations = [
        migrations.RunPython(make_row, migrations.RunPython.noop, elidable=True),
    ]
