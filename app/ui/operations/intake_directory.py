"""The directory inside the form of a signalement: found while one types, created on the spot."""

from collections.abc import Callable, Mapping

from app.services.choices import PartnerType, member
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.operations.choosing import body_of, partner_finder
from app.ui.operations.partners import create_partner
from app.ui.widgets.choice import Choice, Provider

_SCHOOLS = frozenset({PartnerType.SCHOOL, PartnerType.CFA})


class IntakeDirectory:
    """What a form asks of the directory: who signals, and the young person's school.

    Give `providers` and `creators` to the form, then the form itself to `serve`.
    """

    def __init__(self, context: PageContext) -> None:
        self._context = context
        self._form: Form | None = None
        self._reporters = partner_finder(context, types=self._types, with_persons=True)
        self._schools = partner_finder(context, types=lambda: _SCHOOLS)

    @property
    def providers(self) -> Mapping[str, Provider]:
        """Who finds the lines of each field."""
        return {"reporter": self._reporters, "school": self._schools}

    @property
    def creators(self) -> Mapping[str, Callable[[str], object]]:
        """Who creates what is not found."""
        return {"reporter": self._create_reporter, "school": self._create_school}

    def serve(self, form: Form) -> None:
        """Answer the fields of that form."""
        self._form = form
        self._reporters.serve(form, "reporter")
        self._schools.serve(form, "school")

    def follow_reporter(self) -> None:
        """Once the form is loaded: a school that signals is most often the young person's own."""
        if self._form is not None:
            self._form.cells["reporter"].editor.changed.connect(self._propose_school)

    def _propose_school(self) -> None:
        if self._form is None:
            return
        school, body = self._form.cells["school"].editor, body_of(self._form, "reporter")
        if self._origin() in _SCHOOLS and school.empty and body is not None:
            school.load(body)

    def _origin(self) -> PartnerType | None:
        if self._form is None:
            return None
        return member(PartnerType, self._form.binder.values()["origin_type"])

    def _types(self) -> frozenset[PartnerType]:
        origin = self._origin()
        return frozenset() if origin is None else frozenset({origin})

    def _create_reporter(self, typed: str) -> None:
        if self._form is not None:
            origin, created = self._origin(), self._form.cells["reporter"].editor.load

            def take(choice: Choice) -> None:
                created(choice)
                self._propose_school()

            create_partner(
                self._context, typed, None if origin is None else str(origin), take,
                with_person=True,
            )  # fmt: skip

    def _create_school(self, typed: str) -> None:
        if self._form is not None:
            school = self._form.cells["school"].editor
            create_partner(self._context, typed, str(PartnerType.SCHOOL), school.load)
