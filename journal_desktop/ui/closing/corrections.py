"""«Исправления»: who asks for what, who allowed it, what was carried out; the list on paper.

Source: domain 5.8, R-1.9-01 (the print is logged before it is written).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton
from typing_extensions import override

from journal_desktop.access.policy import Right
from journal_desktop.commands.corrections import (
    AllowCorrection,
    CarryOutCorrection,
    RejectCorrection,
)
from journal_desktop.commands.exports import LogExport
from journal_desktop.domain.audit_values import say_value
from journal_desktop.domain.exports import ExportKind
from journal_desktop.domain.russian import short_date
from journal_desktop.domain.vocabulary import RequestState
from journal_desktop.queries.corrections import CorrectionLine, CorrectionsOf
from journal_desktop.queries.pages import PageItem, PagesOf
from journal_desktop.queries.spread import SpreadOf
from journal_desktop.ui.closing.correction_forms import AskCorrectionForm, BasisForm
from journal_desktop.ui.closing.lists import PLAIN, SOFT, WARNING, Line, Listing
from journal_desktop.ui.closing.page import ClosingPage
from journal_desktop.ui.kit.purpose import PurposeDialog
from journal_desktop.ui.kit.tab import Desk, Offer, Tone
from journal_desktop.ui.kit.tasks import Progress, while_there
from journal_desktop.ui.shell.dress import column, label, row

FOLDER: Final = "closing.folder"
TITLE: Final = "Исправления после закрытия периода"
_WHOLE: Final = object()
_HEADS: Final = (
    ("Подана", 84),
    ("Кто просит", 130),
    ("Где", 0),
    ("Было", 90),
    ("Стало", 90),
    ("Причина", 170),
    ("Состояние", 96),
    ("Основание", 220),
)
_EMPTY: Final = (
    "Исправлений нет. Заявку подают, когда запись закрытого периода неверна: её разрешает "
    "заместитель директора, исполняет ответственный за ЭЖ."
)
_TONES: Final = {RequestState.FILED: WARNING, RequestState.ALLOWED: WARNING}


class CorrectionsPage(ClosingPage):
    """The requests of the year and what may be done with the chosen one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.lines: tuple[CorrectionLine, ...] = ()
        self.form: AskCorrectionForm | None = None
        self.table = Listing(_HEADS, "Исправления после закрытия")
        self.state = label("", "soft", wrap=True)
        self.ask_new = self.button("Новая заявка…", self._ask_new)
        self.allow = self.button("Разрешить", self._allow)
        self.reject = self.button("Отклонить", self._reject)
        self.carry_out = self.button("Исполнить…", self._carry_out)
        self.print_list = self.button("Печать списка…", self._print)
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._look)

    @property
    def chosen(self) -> CorrectionLine | None:
        """The request now chosen."""
        rows = self.table.chosen()
        return self.lines[rows[0]] if rows else None

    @override
    def read(self) -> None:
        self.ask(CorrectionsOf(self.year_id), self._show)

    def _lay_out(self) -> None:
        may = self.desk.journal.may
        offered: dict[QPushButton, bool] = {
            self.ask_new: may(Right.CORRECTIONS_ASK),
            self.allow: may(Right.CORRECTIONS_APPROVE),
            self.reject: may(Right.CORRECTIONS_APPROVE),
            self.carry_out: may(Right.CORRECTIONS_WRITE),
            self.print_list: may(Right.CORRECTIONS_READ, _WHOLE),
        }
        buttons = row()
        for button, shown in offered.items():
            if button is self.print_list:
                buttons.addStretch()
            button.setVisible(shown)
            buttons.addWidget(button)
        layout = column(self, spacing=8)
        layout.addWidget(self.state)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

    def _show(self, lines: tuple[CorrectionLine, ...]) -> None:
        self.lines = lines
        zone = self.desk.clock().tzinfo
        self.table.show_lines(
            [
                Line(
                    (
                        short_date(line.asked_at.astimezone(zone).date(), year=True),
                        line.asked,
                        line.place,
                        line.old or "пусто",
                        line.new or "пусто",
                        line.reason,
                        say_value(line.state, None),
                        line.basis,
                    ),
                    _TONES.get(line.state, SOFT if line.state is RequestState.REJECTED else PLAIN),
                )
                for line in lines
            ]
        )
        waiting = sum(line.state in _TONES for line in lines)
        self.state.setText(f"Всего: {len(lines)}, ждут: {waiting}" if lines else _EMPTY)
        if lines and not self.table.chosen():
            self.table.selectRow(len(lines) - 1)
        self._look()

    def _look(self) -> None:
        line = self.chosen
        state = line.state if line else None
        mine = line is not None and line.asked_by == self.desk.journal.actor.staff_id
        self.allow.setEnabled(state is RequestState.FILED and not mine)
        self.reject.setEnabled(state in _TONES and not mine)
        self.carry_out.setEnabled(state is RequestState.ALLOWED)
        own = "Свою заявку разрешает другой человек" if mine else ""
        self.allow.setToolTip(own)
        self.reject.setToolTip(own)
        self.print_list.setEnabled(any(one.state is RequestState.DONE for one in self.lines))

    def _allow(self) -> None:
        if line := self.chosen:
            self.send([AllowCorrection(line.page_id, line.id)], "Исправление разрешено.")

    def _reject(self) -> None:
        if line := self.chosen:
            self.send([RejectCorrection(line.page_id, line.id)], "Заявка отклонена.")

    def _carry_out(self) -> None:
        line = self.chosen
        if line is None:
            return
        form = BasisForm(line, self.desk.clock().date(), self)

        def carry_out() -> None:
            command = CarryOutCorrection(line.page_id, line.id, *form.said)
            self.send([command], "Исправление внесено.")

        form.accepted.connect(carry_out)
        self.open(form)

    def _ask_new(self) -> None:
        self.ask(PagesOf(self.year_id), self._ask_on)

    def _ask_on(self, pages: tuple[PageItem, ...]) -> None:
        form = self.form = AskCorrectionForm(pages, self)
        form.page_wanted.connect(lambda page: self.ask(SpreadOf(page), form.show_spread))
        form.accepted.connect(lambda: self.send([form.command()], "Заявка подана."))
        self.open(form)
        form.begin()

    def _print(self) -> None:
        dialog = PurposeDialog(TITLE, self.desk.prefs, self)
        dialog.given.connect(self._choose_file)
        self.open(dialog)

    def _choose_file(self, purpose: str) -> None:
        kept = Path(self.desk.prefs.get(FOLDER) or platformdirs.user_documents_dir())
        folder = kept if kept.is_dir() else Path.home()
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Куда записать", str(folder / f"{TITLE}.pdf"), "PDF (*.pdf)"
        )
        if chosen:
            path = Path(re.sub(r"(?i)(\.pdf)?$", ".pdf", chosen, count=1))
            self.desk.prefs.put(FOLDER, str(path.parent))
            self.write_list(path, purpose)

    def write_list(self, path: Path, purpose: str) -> None:
        """Log the print, then write the list aside."""
        journal, year_id = self.desk.journal, self.year_id

        def job(progress: Progress) -> Path:
            from journal_desktop.printing.corrections_printed import (  # noqa: PLC0415 - reportlab is heavy
                print_corrections,
            )

            journal.do(LogExport(ExportKind.SCHOOL_REPORT, TITLE, purpose))
            return print_corrections(journal, year_id, path, progress.step)

        task = self.desk.begin(job, TITLE)
        task.succeeded.connect(while_there(self, self._written))
        task.failed.connect(while_there(self, self.complain))

    def _written(self, path: Path) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self.told.emit(f"Готово: {path.name}", False)  # noqa: FBT003 - a signal takes no names
        self.desk.say(f"Готово: {path.name}", Tone.GOOD, Offer("Открыть", show))
