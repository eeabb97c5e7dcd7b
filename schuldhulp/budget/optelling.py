"""A sum that keeps full precision, shows each part in cents, and is rounded half-up at the end."""

from dataclasses import replace
from fractions import Fraction

from schuldhulp.budget.normen import Certainty, Norm
from schuldhulp.budget.uitkomst import Param, Regel, Rol, regel
from schuldhulp.money import round_half_up

Norms = Norm | tuple[Norm, ...]


class Optelling:
    """Eurocents as Fraction, with the lines of its parts. `afronding` is the code of the line for rounding.

    The parts that are shown add up to the outcome exactly: where parts rounded one by one come to another cent than
    the sum that is rounded once, a line of its own says so.
    """

    def __init__(self, afronding: str) -> None:
        self._afronding = afronding
        self.exact = Fraction(0)
        self.regels: list[Regel] = []

    def plus(
        self, code: str, cents: Fraction | int, norms: Norms = (), /, *, bron: str = "", **params: Param
    ) -> None:
        """Add a part, or take it off when it is negative."""
        self.exact += cents
        self.regels.append(
            regel(code, round_half_up(Fraction(cents)), norms, bron=bron, rol=Rol.DEEL, **params)
        )

    def controleer(self) -> None:
        """Say of the last part that its figure was given by somebody and not read in a source."""
        self.regels[-1] = replace(self.regels[-1], zekerheid=Certainty.MEMORY)

    def minus(
        self, code: str, cents: Fraction | int, norms: Norms = (), /, *, bron: str = "", **params: Param
    ) -> None:
        """Take a part off, but never more than there is. Nothing is shown for nothing."""
        off = min(Fraction(cents), self.exact)
        if off > 0:
            self.plus(code, -off, norms, bron=bron, **params)

    def ten_hoogste(
        self, code: str, limit: Fraction | int, norms: Norms = (), /, *, bron: str = "", **params: Param
    ) -> bool:
        """Bring the sum down to a limit; whether that was needed."""
        over = self.exact > limit
        if over:
            self.plus(code, Fraction(limit) - self.exact, norms, bron=bron, **params)
        return over

    def rond(self) -> None:
        """Bring the sum to whole cents here, where the law names an amount that later steps start from."""
        self.exact = Fraction(round_half_up(self.exact))

    def uitkomst(self, code: str, norms: Norms = (), /, *, bron: str = "", **params: Param) -> int:
        """Round once and close with the line of the outcome."""
        cents = round_half_up(self.exact)
        difference = cents - sum(line.bedrag or 0 for line in self.regels if line.rol is Rol.DEEL)
        if difference:
            self.regels.append(regel(self._afronding, difference))
        self.regels.append(regel(code, cents, norms, bron=bron, rol=Rol.UITKOMST, **params))
        return cents
