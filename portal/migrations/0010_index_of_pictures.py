"""The address of a picture names its file, by which it is looked up with every request."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0009_interrupted_work"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX portal_picture_by_file ON wagtailimages_rendition (file)",
            "DROP INDEX portal_picture_by_file",
        ),
    ]
