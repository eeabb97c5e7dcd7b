"""A machtiging on paper."""

from io import BytesIO

import pypdfium2

from schuldhulp.debts.actions import add_debt, sign_mandate
from schuldhulp.debts.queries import mandates_of
from schuldhulp.debts.told import DebtTold
from tests.world import World


def test_a_machtiging_is_printed_for_the_client_and_for_staff(sqlite_world: World, client_as) -> None:
    anna = sqlite_world.people["anna"]
    with sqlite_world.open() as session:
        dossier = sqlite_world.dossier(session)
        debt = add_debt(session, anna, sqlite_world.now, dossier, DebtTold(creditor="Odido"))
        sign_mandate(session, anna, sqlite_world.now, dossier, [debt], how="paper", signed_on=sqlite_world.now.date())
        mandate = mandates_of(session, anna, dossier.id)[0]
    page = client_as("anna").get(f"/mijn/schulden/machtiging/{mandate.id}").text
    paper = f"/mijn/schulden/machtiging/{mandate.id}/machtiging.pdf"
    assert paper in page
    words = words_of(client_as("anna").get(paper).data)
    assert "Odido" in words and "Handtekening" in words and "Voorbeeldstad" in words
    staff = paper.replace("/mijn", f"/dossiers/{sqlite_world.kenmerken['anna']}")
    assert "Odido" in words_of(client_as("noor").get(staff).data)
    client_as("berend").get(paper, status=404)


def words_of(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(BytesIO(data)))
