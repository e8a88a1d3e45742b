"""Fields of what is decided: the decision, what it needs, its protocol and order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from journal_desktop.access.policy import Right
from journal_desktop.commands.decisions import PupilDecision
from journal_desktop.domain.decisions import MEDALS, NEEDS, TITLES, Need, choices
from journal_desktop.domain.russian import plural, short_date
from journal_desktop.domain.vocabulary import Decision, OrderKind
from journal_desktop.queries.decisions import DecisionLine, DecisionSheet
from journal_desktop.queries.orders import OrderItem
from journal_desktop.ui.accounts.forms import day_field, day_of
from journal_desktop.ui.kit.choices import choice_box, fill_box
from journal_desktop.ui.kit.tab import Desk
from journal_desktop.ui.shell.dress import column, label, row

_DEBTS_PX: Final = 96
_LONGEST_TERM: Final = timedelta(days=365)
_NEW: Final = "Новый…"
_NONE: Final = "не менять"
_KNOWN: Final = "если уже известен"
_ONE_BY_ONE: Final = "вносят по одному ученику"
_LATE: Final = "Приказ датирован раньше последнего дня занятий ({day})."


class PaperField(QWidget):
    """A paper that is registered, or the number and date of a new one."""

    def __init__(self, name: str, today: date, *, may_add: bool) -> None:
        super().__init__()
        self._may_add = may_add
        self.known: QComboBox = choice_box(name, "paper")
        self.number, self.day = QLineEdit(placeholderText="№"), day_field(today)
        self.new = QWidget()
        line = row(self.new, spacing=6)
        line.addWidget(self.number, 1)
        line.addWidget(self.day)
        layout = column(self, spacing=4)
        layout.addWidget(self.known)
        layout.addWidget(self.new)
        self.known.currentIndexChanged.connect(self._look)
        self.show_papers(())

    def show_papers(self, papers: Sequence[OrderItem]) -> None:
        """Offer these; the one chosen stays."""
        kept = self.known.currentData()
        items: list[tuple[str, object]] = [(_NONE, None)]
        items += [(paper.text, (paper.number, paper.day)) for paper in papers]
        items += [(_NEW, _NEW)] if self._may_add else []
        with QSignalBlocker(self.known):
            fill_box(self.known, items, kept if kept in [value for _, value in items] else None)
        self._look()

    def said(self) -> tuple[str, date | None]:
        """Number and date; ("", None) for no paper."""
        chosen = self.known.currentData()
        if chosen == _NEW:
            number = self.number.text().strip()
            return (number, day_of(self.day)) if number else ("", None)
        return chosen or ("", None)

    def _look(self) -> None:
        self.new.setVisible(self.known.currentData() == _NEW)


class DecisionFields(QWidget):
    """What is decided on the chosen pupils."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._sheet: DecisionSheet | None = None
        today = desk.clock().date()
        may_add = desk.journal.may(Right.ORDERS_WRITE)
        self.heading = label("", "heading", wrap=True)
        self.decision_box: QComboBox = choice_box("Решение", "decision")
        self.debts = QListWidget()
        self.debts.setFixedHeight(_DEBTS_PX)
        self.debts.setAccessibleName("Предметы задолженности")
        self.due = day_field(today + _LONGEST_TERM)
        self.number = QLineEdit(placeholderText=_KNOWN)
        self.medal: QComboBox = choice_box("Медаль", "medal")
        self.individual = QCheckBox("по индивидуальному учебному плану")
        self.protocol = PaperField("Протокол педсовета", today, may_add=may_add)
        self.order = PaperField("Приказ", today, may_add=may_add)
        self.doubt = label("", "warning", wrap=True)
        fill_box(self.medal, [("без медали", ""), *((name, name) for name in MEDALS)], "")
        self._lay_out()
        self.decision_box.currentIndexChanged.connect(self._look)
        self.order.known.currentIndexChanged.connect(self._doubt)
        self.order.day.dateChanged.connect(self._doubt)
        self.order.number.textChanged.connect(self._doubt)

    @property
    def code(self) -> Decision | None:
        """The decision chosen."""
        chosen = self.decision_box.currentData()
        return Decision(chosen) if chosen is not None else None

    def show_sheet(self, sheet: DecisionSheet) -> None:
        """Offer the decisions and subjects of a class."""
        self._sheet = sheet
        offered = [(TITLES[code], code) for code in choices(sheet.grade)]
        with QSignalBlocker(self.decision_box):
            fill_box(self.decision_box, offered, offered[0][1])
        self.debts.clear()
        for subject_id, title in sheet.subjects:
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, subject_id)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.debts.addItem(item)
        self._look()

    def show_papers(self, kind: OrderKind, papers: Sequence[OrderItem]) -> None:
        """Offer the papers there are."""
        field = self.protocol if kind is OrderKind.PROTOCOL else self.order
        field.show_papers(papers)
        self._doubt()

    def show_chosen(self, chosen: Sequence[DecisionLine]) -> None:
        """Say on whom it is decided; one pupil's proposal is put into the fields."""
        count = len(chosen)
        one = chosen[0] if count == 1 else None
        noun = plural(count, "ученик", "ученика", "учеников")
        self.heading.setText(
            one.name if one else (f"Выбрано: {count} {noun}" if count else "Выберите учеников")
        )
        self.number.setEnabled(one is not None)  # a certificate is one pupil's
        self.number.setPlaceholderText(_KNOWN if one else _ONE_BY_ONE)
        self.number.clear()
        if one is None or self._sheet is None:
            return
        code = one.code or (one.proposal.code if one.proposal else None)
        codes = choices(self._sheet.grade)
        if code in codes:
            self.decision_box.setCurrentIndex(codes.index(code))
        owed = {debt.subject for debt in one.debts}
        owed = owed or set(one.proposal.debts if one.proposal else ())
        for number in range(self.debts.count()):
            item = self.debts.item(number)
            is_owed = item.text() in owed
            item.setCheckState(Qt.CheckState.Checked if is_owed else Qt.CheckState.Unchecked)

    def papers(self) -> tuple[str, date | None, str, date | None]:
        """Protocol and order as the command takes them."""
        return (*self.protocol.said(), *self.order.said())

    def decision(
        self, line: DecisionLine, code: Decision, *, proposed: bool = False
    ) -> PupilDecision:
        """The decision on one pupil; debts of a proposal are the pupil's own."""
        debts = self._proposed_debts(line) if proposed else self._checked()
        needs_debts = code is Decision.PROMOTED_COND
        return PupilDecision(
            line.pupil_id,
            code,
            line.code,
            debts if needs_debts else (),
            day_of(self.due) if needs_debts else None,
            self.number.text().strip(),
            self.medal.currentData() or "",
            self.individual.isChecked(),
        )

    def _lay_out(self) -> None:
        self.form = QFormLayout()
        self.form.setVerticalSpacing(8)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for title, field in (
            ("Решение", self.decision_box),
            ("Предметы задолженности", self.debts),
            ("Срок ликвидации до", self.due),
            ("№ аттестата или справки", self.number),
            ("Медаль", self.medal),
            ("", self.individual),
            ("Протокол педсовета", self.protocol),
            ("Приказ", self.order),
        ):
            self.form.addRow(title, field)
        layout = column(self, spacing=8)
        layout.addWidget(self.heading)
        layout.addLayout(self.form)
        layout.addWidget(self.doubt)
        layout.addStretch()
        for box in (self.decision_box, self.medal):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )

    def _look(self) -> None:
        code = self.code
        needs = NEEDS.get(code, frozenset()) if code else frozenset()
        for need, fields in (
            (Need.DEBTS, (self.debts, self.due)),
            (Need.NUMBER, (self.number,)),
            (Need.MEDAL, (self.medal,)),
            (Need.INDIVIDUAL, (self.individual,)),
        ):
            for field in fields:
                self.form.setRowVisible(field, need in needs)

    def _doubt(self) -> None:
        """A transfer order before the last school day is a doubt, not an error (R-3.2.4-13)."""
        day = self.order.said()[1]
        last = self._sheet.last_day if self._sheet else None
        is_early = day is not None and last is not None and day < last
        said = _LATE.format(day=short_date(last, year=True)) if is_early and last else ""
        self.doubt.setText(said)
        self.doubt.setVisible(bool(said))

    def _checked(self) -> tuple[int, ...]:
        items = [self.debts.item(number) for number in range(self.debts.count())]
        on = Qt.CheckState.Checked
        return tuple(
            int(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == on
        )

    def _proposed_debts(self, line: DecisionLine) -> tuple[int, ...]:
        owed = set(line.proposal.debts) if line.proposal else set()
        subjects = self._sheet.subjects if self._sheet else ()
        return tuple(subject_id for subject_id, title in subjects if title in owed)
