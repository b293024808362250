"""Sizes in which readers' pages show pictures. The worker makes them; see docs/adr/0048-sizes-made-by-the-worker.md."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from django.apps import apps
from django.db.models import Model, Prefetch, prefetch_related_objects
from django_tasks import task
from wagtail.images import get_image_model
from wagtail.images.models import Filter
from wagtail.images.utils import generate_signature
from wagtail.models import Page

from portal.changes.reading import also_made_of, made_of_more_than_the_database
from portal.runtime.interrupted.describing import Description, describes
from portal.runtime.locks import AlreadyHeld, exclusive_lock

from .access import holding_models
from .publishing import pictures_held_by, rendition_model
from .rendering import is_damaged, is_picture, no_picture, picture_key

# What pages show, in three formats and three widths. The first of them is the soonest made.
LARGE = tuple(Filter.expand_spec("format-{jpeg,webp,avif}|width-{480,800,1280}"))
PORTRAIT = "width-360"
LOGO = "max-240x120"
SMALL = (PORTRAIT, LOGO)

LOCKS = 16
LONGEST_WAIT_SECONDS = 10
STEP_SECONDS = 0.05


def read_sizes(pictures: Iterable[Any]) -> None:
    """Reads which sizes there are, of all of them with one query; none where that is known."""
    unread = [picture for picture in pictures if not hasattr(picture, "prefetched_renditions")]
    if unread:
        sizes = Prefetch("renditions", rendition_model().objects.all(), to_attr="prefetched_renditions")
        prefetch_related_objects(unread, sizes)


def sizes_of(picture: Any, specs: Sequence[str]) -> dict[str, Any]:
    """Renditions for a page by their specs; none at all where the picture cannot be shown.

    What is not made yet has an address at which it is made. Of a picture without any size it is not known whether it
    can be shown: then the first one is made here.
    """
    also_made_of([picture_key(picture.pk)])
    read_sizes([picture])
    found = {each.spec: made for each, made in picture.find_existing_renditions(*map(Filter, specs)).items()}
    if len(found) < len(specs):
        if is_damaged(picture) or not picture.file.storage.exists(picture.file.name):
            made_of_more_than_the_database()
            return {}
        if not picture.prefetched_renditions:
            first = made_size(picture, specs[0])
            if not is_picture(first):
                made_of_more_than_the_database()
                return {}
            picture.prefetched_renditions.append(first)
            found[specs[0]] = first
    sizes = {spec: found.get(spec) or _to_be_made(picture, spec) for spec in specs}
    for size in sizes.values():
        # Where a page has a picture twice, they share their sizes, and not what they are called there.
        size.image = picture
    return sizes


def _to_be_made(picture: Any, spec: str) -> Any:
    """Stands for a rendition in a page; never saved. Only the portal makes such addresses: they are signed."""
    width, height = Filter(spec).get_transform(picture).size
    size = rendition_model()(image=picture, filter_spec=spec, width=width, height=height)
    size.file.name = f"pictures/{generate_signature(picture.pk, spec)}/{picture.pk}/{spec}"
    return size


def made_size(picture: Any, spec: str) -> Any:
    """The rendition, made where there is none; `no_picture` where it cannot be."""
    with suppress(rendition_model().DoesNotExist):
        return picture.find_existing_rendition(Filter(spec))
    with _one_at_a_time(picture.pk):
        # Read anew: others may have made it meanwhile.
        current = get_image_model().objects.filter(pk=picture.pk).first()
        return no_picture(picture, spec) if current is None else current.get_rendition(spec)


@contextmanager
def _one_at_a_time(picture: int) -> Iterator[None]:
    """Waits for whoever makes a size of the picture, though not for ever: to make one twice costs time and nothing
    else."""
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    with ExitStack() as stack:
        while time.monotonic() < end:
            try:
                stack.enter_context(exclusive_lock(f"picture-{picture % LOCKS}"))
                break
            except AlreadyHeld:
                time.sleep(STEP_SECONDS)
            except OSError:
                break
        yield


def _specs_for(picture: Any) -> list[str]:
    """What is shown of a picture that pages hold, and of one that people and organisations have."""
    kinds = {issubclass(model, Page) for model in holding_models(picture)}
    return [*(LARGE if True in kinds else ()), *(SMALL if False in kinds else ())]


def _missing(picture: Any, specs: Iterable[str]) -> list[str]:
    """Two queries at most, whatever the number of sizes."""
    filters = [Filter(spec) for spec in specs]
    made = set(picture.renditions.values_list("filter_spec", "focal_point_key")) if filters else set()
    return [each.spec for each in filters if (each.spec, each.get_cache_key(picture)) not in made]


@task()
def make_sizes_of_picture_task(picture: int) -> None:
    current = get_image_model().objects.filter(pk=picture).first()
    if current is None:
        return
    for spec in _missing(current, _specs_for(current)):
        if not is_picture(made_size(current, spec)):
            return


@task()
def make_sizes_shown_by_task(app_label: str, model_name: str, pk: str) -> None:
    """Asks for each picture of a page or snippet by a task of its own, so that the worker's other work has its turn."""
    instance: Model | None = apps.get_model(app_label, model_name)._default_manager.filter(pk=pk).first()
    if instance is None:
        return
    for picture in get_image_model().objects.filter(pk__in=pictures_held_by(instance)):
        if _missing(picture, _specs_for(picture)):
            make_sizes_of_picture_task.enqueue(picture.pk)


@describes(make_sizes_of_picture_task.module_path)
def describe(picture: int) -> Description:
    current = get_image_model().objects.filter(pk=picture).first()
    return Description(current.title if current else "")
