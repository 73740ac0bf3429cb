"""The accessibility statement: what the law requires a service to declare about its accessibility."""

from enum import StrEnum
from typing import Annotated

from publisher.model.fields import Address, MailAddress, Model, Telephone, Text
from publisher.model.period import Day
from publisher.model.roles import Role, worded


@worded("statement.compliance")
class Compliance(StrEnum):
    """How far a service complies with the law."""

    FULL = "full"
    PARTLY = "partly"
    NOT = "not"


class Fault(Model):
    """Something that is not accessible to everybody, and why."""

    text: Annotated[Text, Role.PROSE, Role.KEY]
    reason: Annotated[Text | None, Role.PROSE] = None


class Reach(Model):
    """How readers contact those responsible for the service."""

    text: Annotated[Text, Role.PROSE]
    url: Address | None = None
    email: MailAddress | None = None
    phone: Telephone | None = None


class Statement(Model):
    """An accessibility statement. Fields are optional, since a draft gets notices for what it lacks."""

    actor: Annotated[Text | None, Role.TERM] = None
    service: Annotated[Text | None, Role.TERM] = None
    compliance: Compliance | None = None
    faults: tuple[Fault, ...] = ()
    assessed: Annotated[Day | None, Role.PAST] = None
    updated: Annotated[Day | None, Role.PAST] = None
    method: Annotated[Text | None, Role.PROSE] = None
    contact: Reach | None = None
    complaints: Address | None = None
    exemptions: Annotated[tuple[Text, ...], Role.PROSE] = ()

    @property
    def lacking(self) -> tuple[str, ...]:
        """The names of the fields that the authority requires and that are missing."""
        needed = [name for name in type(self).model_fields if name not in {"faults", "exemptions"}]
        if self.compliance in {Compliance.PARTLY, Compliance.NOT}:
            needed.append("faults")
        missing = [name for name in needed if not getattr(self, name)]
        # A text alone is no way to report a fault.
        if self.contact and not (self.contact.url or self.contact.email or self.contact.phone):
            missing.append("contact.email")
        return tuple(missing)
