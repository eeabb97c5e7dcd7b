"""What is asked of somebody who says who they are: at registering, and when going on under a name."""

from schuldhulp.identifiers import normalised
from schuldhulp.web.forms import EmailField, InputRequired, TextField

ANY_POSTCODE = "Schrijf uw postcode zo: 1234 AB. Alleen de cijfers is ook goed."
PASSWORD_ONCE_MORE = "Vul uw wachtwoord nog een keer in. Wij zetten het niet op de pagina."


def postcode_digits(typed: str) -> str | None:
    """The four digits that tell a municipality; from a whole postcode or from the digits alone."""
    plain = typed.replace(" ", "")
    if len(plain) == 4 and plain.isascii() and plain.isdigit() and plain[0] != "0":
        return plain
    whole = normalised("postcode", typed)
    return whole[:4] if whole else None


def called_field() -> TextField:
    """How somebody is to be addressed."""
    return TextField(
        "Hoe mogen wij u noemen?", [InputRequired("Schrijf hoe wij u mogen noemen.")], autocomplete="nickname",
        description="Bijvoorbeeld mevrouw Bos, of Noor.",
    )  # fmt: skip


def postcode_field() -> TextField:
    """Where somebody lives, as far as it tells the municipality."""
    return TextField(
        "Wat is uw postcode?", [InputRequired(ANY_POSTCODE)], autocomplete="postal-code", max_length=12,
        description="Dan weten wij dat wij u mogen helpen. Alleen de cijfers is genoeg.",
    )  # fmt: skip


def email_field() -> EmailField:
    """The address to sign in with."""
    return EmailField(
        "Wat is uw e-mailadres?", [InputRequired("Vul uw e-mailadres in. Daarmee logt u later in.")],
        autocomplete="email", description="Hiermee logt u in. Onze mails zeggen nooit waar het over gaat.",
    )  # fmt: skip
