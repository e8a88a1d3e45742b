"""The hidden folder of a batch: a place that refuses is told by the folder the person named."""

import errno
from pathlib import Path

import pytest

from journal_desktop.domain.errors import BadFile
from journal_desktop.printing.batch.shelf import Shelf


def test_a_read_only_folder_is_named_and_the_hidden_one_is_not(tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(BadFile) as refusal, Shelf(tmp_path):
        pytest.fail("nothing can be made there")
    assert str(refusal.value).startswith(f"Ничего не записано в папку «{tmp_path}»: носитель")
