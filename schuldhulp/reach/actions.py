"""What can be changed of reaching a client: the card, the safety note, and going online later."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from schuldhulp.access import Actor, Role
from schuldhulp.accounts.addresses.rows import mail_link_to_confirm
from schuldhulp.accounts.links.rows import add_single_use_token
from schuldhulp.accounts.rows import add_person
from schuldhulp.dossier.events import CardChanged
from schuldhulp.dossier.queries import DossierView, clients_of
from schuldhulp.dossier.records import from_json
from schuldhulp.dossier.records.situation import Reach
from schuldhulp.dossier.rows import add_participation, add_search_words, ask_for_a_name
from schuldhulp.dossier.tables import Identity
from schuldhulp.reach.cooling import What
from schuldhulp.reach.rows import let_cool, take_back
from schuldhulp.refusals import Refused
from schuldhulp.unit_of_work import FormToken, act
from schuldhulp.workbook.rows import save_answer


class AlreadyOnline(Refused):
    """Somebody takes part as the client already."""

    sentence = "De cliënt heeft al een account bij dit dossier."


class NothingCools(Refused):
    """The 48 hours are over, or it was taken back already."""

    sentence = (
        "Deze wijziging geldt al, of is al teruggedraaid. U kunt uw gegevens hieronder opnieuw invullen."
    )


class NameMissing(Refused):
    """A dossier needs a name to call somebody by."""

    sentence = "Vul in hoe de cliënt genoemd wil worden."


@dataclass(frozen=True, kw_only=True)
class Card:
    """How a client is addressed and reached, as typed."""

    called: str
    contact: str = ""
    mail_allowed: bool = True
    zaaknummer: str = ""


def change_card(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, card: Card, *, version: int | None = None,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change how a client is addressed and reached; what is reached by counts after 48 hours.

    Raises NameMissing, Conflict.
    """
    if not card.called.strip():
        raise NameMissing
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "contact:log", version=version)
        ask_for_a_name(row)
        texts = {"called": card.called, "contact": card.contact, "zaaknummer_elders": card.zaaknummer}
        changed = row.mail_allowed != card.mail_allowed
        for name, text in texts.items():
            if (old := doing.keyring.open(row, f"{name}_sealed") or "") != text.strip():
                if name == "contact":
                    let_cool(doing, dossier.id, What.CONTACT, old)
                doing.keyring.seal(row, f"{name}_sealed", text.strip() or None)
                changed = True
        if card.mail_allowed and not row.mail_allowed:
            let_cool(doing, dossier.id, What.MAIL, "nee")
        row.mail_allowed = card.mail_allowed
        row.version += 1
        add_search_words(doing, dossier.id, f"{card.called} {card.zaaknummer}")
        if changed:
            doing.record(CardChanged(part="reach"), dossier.id)


def change_contact(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, contact: str, *, form: FormToken | None = None
) -> None:  # fmt: skip
    """The client changes how we reach them; it counts after 48 hours. The same words again change nothing."""
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "contact:change")
        ask_for_a_name(row)
        old = doing.keyring.open(row, "contact_sealed") or ""
        if old == contact.strip():
            return
        let_cool(doing, dossier.id, What.CONTACT, old)
        doing.keyring.seal(row, "contact_sealed", contact.strip() or None)
        row.version += 1
        doing.record(CardChanged(part="reach"), dossier.id)


def take_change_back(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, what: What, *, form: FormToken | None = None
) -> None:  # fmt: skip
    """Take back what was changed in the last 48 hours: what counted goes on counting. Raises NothingCools."""
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "contact:change", closed_too=True)
        before = take_back(doing, dossier.id, what)
        if before is None:
            raise NothingCools
        if what is What.CONTACT:
            doing.keyring.seal(row, "contact_sealed", before)
        elif what is What.MAIL:
            row.mail_allowed = False
        elif what is What.ADDRESS:
            identity = session.get_one(Identity, (doing.municipality_id, dossier.id))
            doing.keyring.seal(identity, "address_sealed", before)
            identity.version += 1
        else:
            save_answer(doing, row, "bereiken", from_json(Reach, json.loads(before)), cools=False)
        row.version += 1
        doing.record(CardChanged(part="taken_back"), dossier.id)


def change_safety_note(
    session: Session, actor: Actor, now: datetime, dossier: DossierView, note: str, *, version: int | None = None,
    form: FormToken | None = None,
) -> None:  # fmt: skip
    """Change what only staff may read: danger, and what stays out of the omgeving because somebody reads along."""
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "safety_note:change", version=version)
        doing.keyring.seal(row, "safety_note_sealed", note.strip() or None)
        row.version += 1
        doing.record(CardChanged(part="safety_note"), dossier.id)


def invite_online(
    session: Session,
    actor: Actor,
    now: datetime,
    dossier: DossierView,
    email: str,
    *,
    form: FormToken | None = None,
) -> None:
    """Let a client who came in at the desk go on online: a link by mail, the same dossier, nothing typed again.

    An address that has an account already gets a mail to confirm that this dossier is theirs. Raises AlreadyOnline.
    """
    with act(session, actor, now, form=form) as doing:
        row = doing.dossier(dossier.id, "dossier:create")
        if clients_of(session, doing.municipality_id, dossier.id):
            raise AlreadyOnline
        name = doing.keyring.open(row, "called_sealed") or ""
        person = add_person(session, now, name=name, email=email, password_hash=None, or_claim=True)
        session.flush()
        add_participation(doing, dossier.id, person.id, Role.CLIENT.value)
        row.offline, row.mail_allowed = False, True
        row.version += 1
        doing.record(CardChanged(part="online"), dossier.id)
        if person.email_token is None:
            mail_link_to_confirm(doing, person, dossier.id)
        else:
            token = add_single_use_token(session, now, person.id, "invite")
            doing.mail(person.id, "invite", dossier.id, params={"token": token})
