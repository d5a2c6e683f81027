"""All that one page lets a person type: a form, and the blocks of questions repeated under it."""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from PySide6.QtWidgets import QWidget

from app.ui.forms import compare
from app.ui.forms.builder import Form
from app.ui.forms.compare import Content, Difference, Question, Questions
from app.ui.forms.repeated import RepeatedForms
from app.ui.forms.spec import Kind


class Sheet:
    """A draft of a form alone is the form's own; with blocks, `{"form": …, "guardians": […]}`."""

    def __init__(self, form: Form, blocks: Mapping[str, RepeatedForms] | None = None) -> None:
        self.form = form
        self.blocks = dict(blocks or {})

    def on_change(self, act: Callable[[], object]) -> None:
        """Call `act` at each edit."""
        self.form.binder.changed.connect(act)
        for one in self.blocks.values():
            one.changed.connect(act)

    def forms(self) -> Iterator[Form]:
        """Every form there is now, those of the blocks included."""
        yield self.form
        for one in self.blocks.values():
            yield from one.forms

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what was loaded or saved."""
        return self.form.binder.dirty or any(one.dirty for one in self.blocks.values())

    def mark_saved(self) -> None:
        """What stands here is now what is stored."""
        self.form.binder.mark_saved()
        for one in self.blocks.values():
            one.mark_saved()

    def snapshot(self) -> dict[str, object]:
        """What a draft keeps."""
        if not self.blocks:
            return self.form.binder.snapshot()
        blocks = {name: one.snapshot() for name, one in self.blocks.items()}
        return {"form": self.form.binder.snapshot(), **blocks}

    def stored(self) -> dict[str, object]:
        """What was loaded or saved last, in the shape of a draft."""
        if not self.blocks:
            return self.form.binder.stored()
        blocks = {name: one.stored() for name, one in self.blocks.items()}
        return {"form": self.form.binder.stored(), **blocks}

    def restore(self, content: Content) -> None:
        """Put a content back; the caret too."""
        for name, one in self.blocks.items():
            if name in content:
                one.restore(content[name])
        self.form.binder.restore(_form(content, self.blocks))

    def differences(self, kept: Content, other: Content) -> list[Difference]:
        """What differs between two contents, in the order of the page."""
        found = list(
            compare.differences(
                _questions(self.form), _form(kept, self.blocks), _form(other, self.blocks)
            )
        )
        for name, one in self.blocks.items():
            if name in other:
                found += compare.block_differences(
                    _questions(one.sample()),
                    compare.blocks_of(kept, name),
                    compare.blocks_of(other, name),
                    name=name,
                    title=one.title,
                )
        return found

    def merged(self, kept: Content, other: Content, taken: AbstractSet[str]) -> dict[str, object]:
        """`kept` with what was `taken` from `other`."""
        form = compare.merged(_form(kept, self.blocks), _form(other, self.blocks), taken)
        if not self.blocks:
            return form
        result: dict[str, object] = {"form": form}
        for name in self.blocks:
            mine = compare.blocks_of(kept, name)
            theirs = compare.blocks_of(other, name) if name in other else mine
            result[name] = compare.merged_blocks(mine, theirs, taken, name=name)
        return result

    def put_on_top(self, notice: QWidget) -> None:
        """Place above the questions what concerns all of them."""
        self.form.put_on_top(notice)


def _form(content: Content, blocks: Mapping[str, object]) -> Content:
    if not blocks:
        return content
    form = content.get("form")
    return form if isinstance(form, Mapping) else {}


def _questions(form: Form) -> Questions:
    return {
        field.name: Question(field.label, editor.words, editor.same)
        for field in form.spec.fields()
        if field.kind not in {Kind.PASSWORD, Kind.READ_ONLY}
        for editor in (form.cells[field.name].editor,)
    }
