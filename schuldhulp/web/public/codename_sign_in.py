"""Signing in with a codename and six words: the limits, the time and the answers of signing in with an address."""

from flask import render_template, request
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from schuldhulp.accounts import limits
from schuldhulp.accounts.codename.hashing import words_fit
from schuldhulp.accounts.codename.queries import stored_for
from schuldhulp.accounts.codename.words import WORDS_IN_A_CODENAME, read_handle, read_words
from schuldhulp.accounts.passwords import password_fits
from schuldhulp.crypto import keyring
from schuldhulp.web.forms import InputRequired, LongTextField, PageForm, TextField
from schuldhulp.web.guard import now, public, safe_next, session
from schuldhulp.web.public.blueprint import blueprint
from schuldhulp.web.public.coming_in import with_password
from schuldhulp.web.sessions import NO_DEVICE

WRONG = "Deze codenaam en woorden horen niet bij elkaar. Kijk of elk woord precies zo op uw kaart staat."


class CodenameForm(PageForm):
    """The codename and its words."""

    codename = TextField(
        "Uw codenaam", [InputRequired("Vul uw codenaam in.")], autocomplete="username", max_length=20,
        description="Zes letters en cijfers, bijvoorbeeld R7K-4PX.",
    )  # fmt: skip
    codewords = LongTextField(
        "Uw zes woorden", [InputRequired("Vul uw zes woorden in.")], autocomplete="current-password", rows=2,
        max_length=300, description="Met een spatie of een streepje ertussen. Hoofdletters maken niet uit.",
    )  # fmt: skip

    def validate_codewords(self, field: LongTextField) -> None:
        """Count them. Raises ValidationError."""
        found = len(read_words(field.data or ""))
        if field.data and found != WORDS_IN_A_CODENAME:
            raise ValidationError(f"Hier staan {found} woorden. Het zijn er {WORDS_IN_A_CODENAME}.")


@blueprint.route("/inloggen/zonder-naam", methods=["GET", "POST"])
@public
def sign_in_codename() -> str | Response | tuple[str, int]:
    """Sign in without a name; afterwards to the page somebody came for, or to their own first page."""
    form, going_to = CodenameForm(), safe_next(request.values.get("verder"))
    if form.validate_on_submit():
        answer = _try(form.codename.data, form.codewords.data, going_to)
        if answer is not None:
            return answer
        form.codewords.errors = [WRONG]
    page = render_template("public/sign_in_codename.html", form=form, going_to=going_to)
    return (page, 422) if form.errors else page


def _try(codename: str, codewords: str, going_to: str | None) -> Response | None:
    origin, handle = request.remote_addr or "", read_handle(codename)
    # Keyed, so that a window of a limit does not tell from where a codename was used.
    ring = keyring(session())
    account, from_here = (
        ring.token(None, f"codename:{subject}").hex()
        for subject in (handle or codename, f"{handle or codename}\x00{origin}")
    )
    session().close()
    limits.count_try(session(), limits.SIGN_IN_PER_ORIGIN, origin, now())
    limits.count_try(session(), limits.SIGN_IN_PER_ACCOUNT, from_here, now())
    limits.count_try(session(), limits.SIGN_IN_ANYWHERE, account, now())
    stored = stored_for(session(), handle)
    session().close()
    words = read_words(codewords)
    if stored is None:
        password_fits(None, codewords)  # nobody has a codename yet: the same work, and no
        return None
    if not words_fit(stored.secret_hash, stored.pepper, words) or stored.person_id is None:
        return None
    return with_password(stored.person_id, going_to, NO_DEVICE)[0]
