"""«Решения педсовета»: pupils of a class, what the marks propose, what is decided and by what.

Source: domain 3.3, R-3.2.4-13, A22. Several pupils are chosen as in any list (Shift, Ctrl+A).
"""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea
from typing_extensions import override

from journal_desktop.access.policy import ClassTarget, Right
from journal_desktop.commands.debts import RecordAttempt
from journal_desktop.commands.decisions import PupilDecision, SetDecisions
from journal_desktop.domain.decisions import TITLES
from journal_desktop.domain.russian import plural
from journal_desktop.domain.vocabulary import Decision, OrderKind, YearState
from journal_desktop.queries.decisions import (
    ClassDecisions,
    CouncilPapers,
    DecidedClass,
    DecidedClasses,
    DecisionLine,
    DecisionSheet,
)
from journal_desktop.ui.closing.debt_form import AttemptForm
from journal_desktop.ui.closing.decision_fields import DecisionFields
from journal_desktop.ui.closing.lists import PLAIN, SOFT, Line, Listing
from journal_desktop.ui.closing.page import ClosingPage
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.split import Share, SharedSplitter
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.shell.dress import column, label, row

_HEADS: Final = (
    ("№", 32),
    ("Обучающийся", 208),
    ("По отметкам", 168),
    ("Решение", 0),
    ("Протокол", 136),
    ("Приказ", 140),
)
_SHARE: Final = Share(0.3, 330, 0.45, kept=560)
_PROPOSED: Final = 2
"""Column of what the marks propose; the office does not read them."""
_OPEN: Final = (YearState.PREPARED, YearState.OPEN)
_SHUT: Final = "год закрыт, меняется только следующее из задолженностей"
_NO_CLASS: Final = "Классов, по которым вы видите решения, в этом году нет."


class DecisionsPage(ClosingPage):
    """A class, its pupils, and the fields of what is decided on the chosen ones."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sheet: DecisionSheet | None = None
        self.classes: QComboBox = choice_box("Класс", "class")
        self.state = label("", "soft", wrap=True)
        self.table = Listing(_HEADS, "Решения по классу", many=True)
        self.fields = DecisionFields(desk)
        self.panel = QFrame()
        self.write = self.button("Записать решение", self._write)
        self.by_marks = self.button("По отметкам", self._by_marks)
        self.clear = self.button("Снять решение", self._clear)
        self.attempt = self.button("Пересдача…", self._attempt)
        self._lay_out()
        self.classes.currentIndexChanged.connect(lambda _: self.read_class())
        self.table.itemSelectionChanged.connect(self._look)

    @property
    def chosen(self) -> tuple[DecisionLine, ...]:
        """Pupils now chosen, without those whose line follows from an order."""
        if self.sheet is None:
            return ()
        lines = self.sheet.lines
        rows = [number for number in self.table.chosen() if number < len(lines)]
        return tuple(lines[number] for number in rows if not lines[number].by_order)

    @override
    def read(self) -> None:
        self.ask(DecidedClasses(self.year_id), self._fill_classes)

    def read_class(self) -> None:
        """Ask for the class now chosen and for the papers of its year."""
        class_id = self.classes.currentData()
        if class_id is not None:
            for kind in (OrderKind.PROTOCOL, OrderKind.TRANSFER):
                show = partial(self.fields.show_papers, kind)
                self.ask(CouncilPapers(self.year_id, kind), show)
            self.ask(ClassDecisions(class_id), self._show)

    def _lay_out(self) -> None:
        left = QFrame()
        top = row()
        top.addWidget(label("Класс"))
        top.addWidget(self.classes)
        top.addWidget(self.state, 1)
        left_side = column(left, spacing=8)
        left_side.addLayout(top)
        left_side.addWidget(self.table, 1)
        self.panel.setProperty("role", "panel")
        right_side = column(self.panel, spacing=8)
        right_side.setContentsMargins(14, 12, 14, 12)
        fields = QScrollArea()
        fields.setWidget(self.fields)
        fields.setWidgetResizable(True)
        fields.setFrameShape(QFrame.Shape.NoFrame)
        for part in (self.fields, fields.viewport()):
            part.setAutoFillBackground(False)
        right_side.addWidget(fields, 1)
        self.write.setProperty("role", "main")
        for button in (self.write, self.by_marks, self.clear, self.attempt):
            right_side.addWidget(button)
        split = SharedSplitter(_SHARE)
        split.addWidget(left)
        split.addWidget(self.panel)
        column(self).addWidget(split)

    def _fill_classes(self, classes: tuple[DecidedClass, ...]) -> None:
        kept = self.classes.currentData()
        ids = [one.class_id for one in classes]
        wanted = kept if kept in ids else (ids[0] if ids else None)
        with QSignalBlocker(self.classes):
            fill_box(self.classes, [(one.name, one.class_id) for one in classes], wanted)
        if not classes:
            self.state.setText(_NO_CLASS)
        self.read_class()

    def _show(self, sheet: DecisionSheet) -> None:
        another = self.sheet is None or self.sheet.class_id != sheet.class_id
        self.sheet = sheet
        may = self.desk.journal.may(Right.DECISIONS_WRITE, ClassTarget(sheet.class_id))
        self.panel.setVisible(may)
        if another:
            self.table.clearSelection()
            self.fields.show_sheet(sheet)
        seen = any(line.proposal for line in sheet.lines)
        self.table.setColumnHidden(_PROPOSED, not seen)
        self.by_marks.setVisible(seen)
        numbered = enumerate(sheet.lines, 1)
        self.table.show_lines([_line(number, line) for number, line in numbered])
        waiting = sum(line.code is None for line in sheet.lines)
        noun = plural(waiting, "ученик", "ученика", "учеников")
        done = "решения приняты по всем" if sheet.lines else "учеников нет"
        said = f"без решения: {waiting} {noun}" if waiting else done
        shut = sheet.year_state in (YearState.CLOSED, YearState.ARCHIVED)
        self.state.setText(f"{said}; {_SHUT}" if shut else said)
        self._look()

    def _look(self) -> None:
        chosen = self.chosen
        is_open = self.sheet is not None and self.sheet.year_state in _OPEN
        self.write.setEnabled(bool(chosen) and all(map(self._may_change, chosen)))
        proposed = any(line.proposal and line.proposal.code for line in chosen)
        self.by_marks.setEnabled(is_open and proposed)
        self.clear.setEnabled(is_open and any(line.code is not None for line in chosen))
        debts = chosen[0].debts if len(chosen) == 1 else ()
        self.attempt.setVisible(any(debt.cleared is None for debt in debts))
        self.fields.show_chosen(chosen)

    def _may_change(self, line: DecisionLine) -> bool:
        """In a closed year only what follows from debts is decided (A22)."""
        if self.sheet is None or self.sheet.year_state is YearState.ARCHIVED:
            return False
        return self.sheet.year_state in _OPEN or line.code is Decision.PROMOTED_COND

    def _send(self, decisions: list[PupilDecision]) -> None:
        if self.sheet is None or not decisions:
            return
        papers = self.fields.papers()
        command = SetDecisions(self.sheet.class_id, tuple(decisions), *papers)
        count = len(decisions)
        noun = plural(count, "решение", "решения", "решений")
        self.send([command], f"{self.sheet.class_name}: записано {count} {noun}.")

    def _write(self) -> None:
        code = self.fields.code
        if code is not None:
            self._send([self.fields.decision(line, code) for line in self.chosen])

    def _by_marks(self) -> None:
        proposed = [
            (line, line.proposal.code)
            for line in self.chosen
            if line.proposal is not None and line.proposal.code is not None
        ]
        self._send([self.fields.decision(line, code, proposed=True) for line, code in proposed])

    def _clear(self) -> None:
        decided = [line for line in self.chosen if line.code is not None]
        self._send([PupilDecision(line.pupil_id, None, line.code) for line in decided])

    def _attempt(self) -> None:
        debts = self.chosen[0].debts if len(self.chosen) == 1 else ()
        form = AttemptForm(debts, self.desk.clock().date(), self)
        form.accepted.connect(lambda: self.send([RecordAttempt(*form.said)], "Пересдача записана."))
        self.open(form)


def _line(number: int, line: DecisionLine) -> Line:
    text = line.text
    if line.debts and line.code is Decision.PROMOTED_COND:
        passed = sum(debt.cleared is not None for debt in line.debts)
        text = f"{text} (ликвидировано {passed} из {len(line.debts)})"
    text = "; ".join(filter(None, (text, line.note))) or "—"
    proposal = line.proposal
    proposed = "" if proposal is None else TITLES[proposal.code] if proposal.code else proposal.why
    tone = SOFT if line.by_order else PLAIN
    return Line((str(number), line.name, proposed, text, line.protocol, line.order), tone)
