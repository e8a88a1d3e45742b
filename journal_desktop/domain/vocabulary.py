"""Closed lists of the field that are stored; every member's value is what the database holds.

Source: domain reference 0.2 (roles), 3.3 (decisions), 5.1 (enrolment states), 5.6 (periods), 8.
"""

from __future__ import annotations

from enum import Enum


class Sex(Enum):
    """Decides gender forms in documents."""

    MALE = "M"
    FEMALE = "F"


class Scheme(Enum):
    """How a year is divided for final marks (domain 5.6)."""

    QUARTERS = "QUARTERS"
    HALVES = "HALVES"
    TRIMESTERS = "TRIMESTERS"
    YEAR = "YEAR"


class YearState(Enum):
    """What may still happen to a school year."""

    PREPARED = "PREPARED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    ARCHIVED = "ARCHIVED"


class DayKind(Enum):
    """How a day differs from its weekday (R-3.2.2-02)."""

    HOLIDAY = "HOLIDAY"
    WORKING = "WORKING"
    SHORT = "SHORT"


class OrderKind(Enum):
    """What an order of the director is about."""

    ENROLMENT = "ENROLMENT"
    DEPARTURE = "DEPARTURE"
    MOVE = "MOVE"
    TRANSFER = "TRANSFER"
    NONATTESTATION = "NONATTESTATION"
    SUBSTITUTION = "SUBSTITUTION"
    APPOINTMENT = "APPOINTMENT"
    EXEMPTION = "EXEMPTION"
    RULES = "RULES"
    PRINTING = "PRINTING"
    PROTOCOL = "PROTOCOL"
    OTHER = "OTHER"


class AccountState(Enum):
    """Whether a person may log in."""

    ACTIVE = "ACTIVE"
    BLOCKED = "BLOCKED"


class StudyKind(Enum):
    """How an enrolled pupil studies (domain 5.1 D)."""

    SCHOOL = "SCHOOL"
    HOME = "HOME"
    SANATORIUM = "SANATORIUM"
    FAMILY = "FAMILY"
    LEAVE = "LEAVE"


class EnrolmentEnd(Enum):
    """Why an enrolment in a class ended."""

    MOVED = "MOVED"
    LEFT = "LEFT"
    PROMOTED = "PROMOTED"
    GRADUATED = "GRADUATED"


class SubjectKind(Enum):
    """A subject of the plan or an extracurricular course (domain 8.8)."""

    SUBJECT = "SUBJECT"
    COURSE = "COURSE"


class PlanPart(Enum):
    """Which part of the study plan an hour belongs to."""

    REQUIRED = "REQUIRED"
    CHOSEN = "CHOSEN"
    EXTRA = "EXTRA"


class SubstitutionKind(Enum):
    """What became of a lesson whose teacher is away (R-3.2.5-03)."""

    SAME = "SAME"
    OTHER = "OTHER"
    JOINED = "JOINED"
    CANCELLED = "CANCELLED"


class ExcuseSource(Enum):
    """Where the reason of an absence comes from (R-7.2-03)."""

    CERTIFICATE = "CERTIFICATE"
    APPLICATION = "APPLICATION"
    CALL = "CALL"
    ORDER = "ORDER"


class PlanState(Enum):
    """Life of a lesson plan, КТП (R-3.2.5-10)."""

    DRAFT = "DRAFT"
    REVIEW = "REVIEW"
    APPROVED = "APPROVED"


class PlanChange(Enum):
    """How a lesson plan was corrected (domain 7.5)."""

    SHIFT = "SHIFT"
    MERGE = "MERGE"
    MOVE = "MOVE"
    RESERVE = "RESERVE"
    INDEPENDENT = "INDEPENDENT"
    SPLIT = "SPLIT"


class RequestState(Enum):
    """Life of a request: change of a card, correction after closing."""

    FILED = "FILED"
    ALLOWED = "ALLOWED"
    DONE = "DONE"
    REJECTED = "REJECTED"


class CorrectionField(Enum):
    """What a correction after closing corrects (domain 5.8)."""

    CELL = "CELL"
    TOPIC = "TOPIC"
    HOMEWORK = "HOMEWORK"
    FINAL = "FINAL"


class CodeState(Enum):
    """Life of a diary code (R-3.1.1-03)."""

    PREPARED = "PREPARED"
    ISSUED = "ISSUED"
    ACTIVATED = "ACTIVATED"
    ANNULLED = "ANNULLED"


class Decision(Enum):
    """Decision of the teachers' council on a pupil at the year's end (domain 3.3)."""

    PROMOTED = "PROMOTED"
    PROMOTED_COND = "PROMOTED_COND"
    DEBT_CLEARED = "DEBT_CLEARED"
    REPEAT = "REPEAT"
    ADAPTED = "ADAPTED"
    ADMITTED_GIA = "ADMITTED_GIA"
    NOT_ADMITTED_GIA = "NOT_ADM_GIA"
    GRAD_9 = "GRAD_9"
    GRAD_9_HON = "GRAD_9_HON"
    GRAD_11 = "GRAD_11"
    GRAD_11_HON = "GRAD_11_HON"
    CERT_ONLY = "CERT_ONLY"
    LEFT = "LEFT"
    MOVED = "MOVED"
    FAMILY = "FAMILY"
    HOME = "HOME"


class RemarkState(Enum):
    """Life of an inspection remark (R-3.2.3-07)."""

    ISSUED = "ISSUED"
    READ = "READ"
    MENDED = "MENDED"
    LIFTED = "LIFTED"


class PrintState(Enum):
    """Life of a printed book (R-4.3-02)."""

    DRAFT = "DRAFT"
    PRINTED = "PRINTED"
    SEWN = "SEWN"
    SIGNED = "SIGNED"
    SEALED = "SEALED"
    ARCHIVED = "ARCHIVED"
    DESTROYED = "DESTROYED"
