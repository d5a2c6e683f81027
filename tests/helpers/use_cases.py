"""The use cases of the program: the public functions of its services that begin with a desk."""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator

import app.services
from app.services.desk import Desk

UseCaseFunction = Callable[..., object]


def use_cases() -> Iterator[tuple[str, UseCaseFunction]]:
    """The public functions of the services that begin with a desk, by « module.function »."""
    for found in pkgutil.walk_packages(app.services.__path__, "app.services."):
        module = importlib.import_module(found.name)
        for name, one in vars(module).items():
            if name.startswith("_") or not inspect.isfunction(one):
                continue
            if one.__module__ == found.name and _first_type(one) is Desk:
                yield f"{found.name.removeprefix('app.services.')}.{name}", one


def _first_type(one: UseCaseFunction) -> object:
    first = next(iter(inspect.signature(one).parameters), None)
    return None if first is None else typing.get_type_hints(one)[first]


USE_CASES = dict(use_cases())
