"""A translation that is somebody's work, in a workflow."""

from django.contrib.auth.models import User
from wagtail.models import Workflow, WorkflowPage

from news.models import NewsListingPage
from portal.translation.localize import Translation
from portal.translation.staff.assigning import assign
from tests.factories import content


def assigned_translation() -> Translation:
    """Of a published item, assigned to the translator and complete."""
    workflow = Workflow.objects.get(workflow_tasks__task__translationtask__isnull=False)
    for listing in NewsListingPage.objects.all():
        WorkflowPage.objects.create(page=listing.page_ptr, workflow=workflow)
    item = content.make_item("Vizitas")
    people = {each.username: each for each in User.objects.all()}
    assign(item, content.locale("en"), people["translator"], by=people["editor"])
    found = Translation.objects.get(source__object_id=item.translation_key)
    content.fill(found)
    return found
