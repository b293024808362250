"""Actions of Wagtail's lists and menus that would be refused to the user are left out."""

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page

from .rights import StaffPagePermissionTester
from .turns import somebody_can_act

SUBMITTING = ("action-submit", "action-restart-workflow")
# As Wagtail's views ask of each page that was selected.
_OF_PAGES: dict[str, Callable[[StaffPagePermissionTester], Any]] = {
    "delete": StaffPagePermissionTester.can_delete,
    "move": StaffPagePermissionTester.can_move,
    "publish": StaffPagePermissionTester.can_publish,
    "unpublish": StaffPagePermissionTester.can_unpublish,
}


def without_idle_workflows(items: Iterable[Any], context: Any) -> list[Any]:
    """Items of a page's menu without those that submit it to a workflow in which nobody can act."""
    found = list(items)
    if not any(item.name in SUBMITTING for item in found):
        return found
    page = context.get("page")
    workflow = (page if page is not None and page.pk else context["parent_page"]).get_workflow()
    if workflow is not None and somebody_can_act(workflow):
        return found
    return [item for item in found if item.name not in SUBMITTING]


def permitted_bulk_actions(user: Any, app_label: str, model_name: str, listed: Iterable[Any]) -> list[Any]:
    """The actions that are permitted for at least one of what is listed, which are read with their rights."""
    testers = [StaffPagePermissionTester(user, each) for each in listed if isinstance(each, Page)]
    actions = bulk_action_registry.get_bulk_actions_for_model(app_label, model_name)

    def is_permitted(kind: str) -> bool:
        if testers and kind in _OF_PAGES:
            return any(_OF_PAGES[kind](tester) for tester in testers)
        return kind != "delete" or bool(testers) or user.has_perm(f"{app_label}.delete_{model_name}")

    return sorted((each for each in actions if is_permitted(each.action_type)), key=lambda each: each.action_priority)
