"""What may refuse or question an act on a text, and what follows from it: the whole list, in its order.

`portal/translation/publishing.py` runs it for every way that leads to an act; docs/architecture.md draws it.
"""

# Each gets a `Change`, and returns None, answers the person who asks with a page, or raises `Refused`.
PUBLISHING_GATES: dict[str, list[str]] = {
    "publish": [
        "portal.translation.staff.gates.refuse_in_workflow",
        "portal.translation.release.gates.refuse_planned",
        "portal.translation.trees.gates.refuse_without_original",
        "portal.translation.untranslated.refuse_gaps",
        "news.odd_dates.ask_about_dates",
        "portal.translation.workbench.views.ask_before_publishing",
        "portal.translation.release.gates.end_past_expiry",
    ],
    "schedule": [
        "portal.translation.staff.gates.refuse_in_workflow",
        "portal.translation.release.gates.refuse_planned",
        "portal.translation.untranslated.refuse_gaps",
        "news.odd_dates.ask_about_dates",
        "portal.translation.workbench.views.ask_before_publishing",
        "portal.translation.release.gates.end_past_expiry",
    ],
    "hand in": [
        "portal.translation.untranslated.refuse_gaps",
        "portal.translation.workbench.views.ask_before_publishing",
    ],
    "withdraw": ["portal.translation.staff.gates.refuse_foreign_withdrawal"],
    "restrict": [],
    "move": ["portal.translation.trees.gates.refuse_move"],
    "copy": ["portal.translation.trees.gates.refuse_copy"],
    "alias": ["portal.translation.trees.gates.refuse_any_alias"],
    "delete": ["portal.translation.trees.gates.refuse_loss"],
    "translate": [],
}

# Each gets the page or snippet, in the transaction of the act. What has to know how things stood before is a generator:
# it runs up to its `yield` before the act.
PUBLISHING_EFFECTS: dict[str, list[str]] = {
    "publish": [
        "news.lifecycle.end_withdrawal",
        "portal.translation.synchronisation.carry_to_translations",
        "portal.translation.staff.assigning.finish",
        "portal.media.effects.make_sizes",
    ],
    "schedule": [],
    "hand in": [],
    "withdraw": [
        "portal.translation.trees.effects.withdraw_translations",
        "news.lifecycle.withdraw",
        "portal.translation.freshness.recording.forget",
        "portal.media.effects.withdraw_with_page",
    ],
    "restrict": [
        "portal.media.effects.withdraw_with_restriction",
        "news.indexing.restriction_changed",
    ],
    "move": [
        "portal.translation.trees.effects.move_translations",
        "portal.translation.trees.effects.keep_closed_there",
        "portal.media.effects.withdraw_with_place",
    ],
    "copy": [
        "portal.translation.restrictions.close_copy",
        "portal.translation.freshness.recording.record_copy",
    ],
    "alias": [],
    "delete": [
        "portal.translation.trees.effects.delete_what_shows_it",
        "portal.translation.trees.effects.delete_translations",
        "portal.translation.trees.effects.hand_over_restrictions",
        "portal.media.effects.withdraw_before_deletion",
        "news.lifecycle.withdraw_deleted",
        "portal.translation.freshness.recording.forget",
    ],
    "translate": [
        "portal.translation.trees.effects.place_translation",
        "portal.translation.trees.effects.know_as_translation",
    ],
}
