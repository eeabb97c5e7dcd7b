"""The lines a budget can have: five groups, and in each its categories with their usual period and check."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from schuldhulp.money import Period


class Group(StrEnum):
    """The five groups of a budget, in the order in which a reader meets them."""

    INCOME = "income"
    FIXED = "fixed"
    RESERVE = "reserve"
    HOUSEHOLD = "household"
    DEBT_PAYMENT = "debt_payment"

    @property
    def label(self) -> str:
        """The heading on screen and paper."""
        return _GROUP_LABELS[self]


_GROUP_LABELS: Mapping[Group, str] = MappingProxyType(
    {
        Group.INCOME: "Inkomen",
        Group.FIXED: "Vaste lasten",
        Group.RESERVE: "Opzijleggen",
        Group.HOUSEHOLD: "Huishouden",
        Group.DEBT_PAYMENT: "Beslag en terugbetalen",
    }
)


class Check(StrEnum):
    """Which kind of check looks at a category (see controles.py)."""

    NONE = ""
    PERIOD = "period"
    ALLOWANCE = "allowance"
    RENT = "rent"
    ENERGY = "energy"
    PREMIUM = "premium"
    REMISSION = "remission"
    DEBT = "debt"


@dataclass(frozen=True, slots=True)
class Category:
    """One line of the category list; `code` is stored, `label` is shown."""

    code: str
    group: Group
    label: str
    period: Period
    check: Check = Check.NONE


def _rows(group: Group, text: str) -> tuple[Category, ...]:
    rows = (tuple(part.strip() for part in line.split("|")) for line in text.strip().splitlines())
    return tuple(
        Category(code, group, label, Period(period), Check(check)) for code, label, period, check in rows
    )


CATEGORIES: tuple[Category, ...] = (
    *_rows(
        Group.INCOME,
        """
        wage                         | Loon                             | maand    | period
        holiday_pay                  | Vakantiegeld                     | jaar     |
        thirteenth_month             | Dertiende maand                  | jaar     |
        benefit_pw                   | Bijstand                         | maand    |
        benefit_ww                   | WW                               | 4weken   | period
        benefit_zw                   | Ziektewet                        | week     | period
        benefit_wia                  | WIA                              | maand    |
        benefit_wajong               | Wajong                           | maand    |
        benefit_anw                  | Anw                              | maand    |
        aow                          | AOW                              | maand    |
        pension                      | Pensioen                         | maand    |
        student_finance              | Studiefinanciering               | maand    |
        provisional_refund           | Voorlopige teruggaaf             | maand    |
        care_allowance               | Zorgtoeslag                      | maand    | allowance
        rent_allowance               | Huurtoeslag                      | maand    | allowance
        child_budget                 | Kindgebonden budget              | maand    | allowance
        childcare_allowance          | Kinderopvangtoeslag              | maand    | allowance
        child_benefit                | Kinderbijslag                    | kwartaal | allowance
        alimony_received_child       | Kinderalimentatie                | maand    |
        alimony_received_partner     | Partneralimentatie               | maand    |
        board_received               | Kostgeld van huisgenoten         | maand    |
        individual_income_supplement | Individuele inkomenstoeslag      | jaar     |
        other_income                 | Ander inkomen                    | maand    |
    """,
    ),
    *_rows(
        Group.FIXED,
        """
        rent                         | Huur                             | maand    | rent
        mortgage                     | Hypotheek                        | maand    | rent
        service_costs                | Servicekosten of VvE             | maand    |
        energy                       | Gas en stroom                    | maand    | energy
        heat                         | Stadswarmte                      | maand    | energy
        water                        | Water                            | kwartaal |
        municipal_tax                | Gemeentelijke belastingen        | jaar     | remission
        water_board_tax              | Waterschapsbelasting             | jaar     | remission
        telephone                    | Telefoon                         | maand    |
        internet_tv                  | Internet en tv                   | maand    |
        health_premium               | Zorgverzekering                  | maand    | premium
        cak_premium                  | Zorgpremie via het CAK           | maand    | premium
        liability_ins                | Aansprakelijkheidsverzekering    | maand    |
        home_ins                     | Woonverzekeringen                | maand    |
        funeral_ins                  | Uitvaartverzekering              | maand    |
        car_ins                      | Autoverzekering                  | maand    |
        other_ins                    | Andere verzekeringen             | maand    |
        car_tax                      | Wegenbelasting                   | kwartaal |
        fuel                         | Brandstof                        | week     |
        public_transport             | Openbaar vervoer                 | maand    |
        childcare                    | Kinderopvang                     | maand    |
        school                       | School                           | maand    |
        subscriptions                | Abonnementen en contributies     | maand    |
        alimony_paid                 | Alimentatie die u betaalt        | maand    |
        budget_management            | Budgetbeheer                     | maand    |
        bewind                       | Beschermingsbewind               | maand    |
        other_fixed                  | Andere vaste lasten              | maand    |
    """,
    ),
    *_rows(
        Group.RESERVE,
        """
        clothing                     | Kleding en schoenen              | maand    |
        inventory                    | Spullen in huis                  | maand    |
        maintenance                  | Onderhoud van huis en tuin       | maand    |
        excess                       | Eigen risico zorg                | jaar     |
        medical_extra                | Extra zorgkosten                 | maand    |
        recreation                   | Vrije tijd en uitjes             | maand    |
        other_reserve                | Ander geld dat u opzijlegt       | maand    |
    """,
    ),
    *_rows(
        Group.HOUSEHOLD,
        """
        food                         | Boodschappen                     | week     | period
        cleaning                     | Wassen en schoonmaken            | week     |
        personal_care                | Verzorging                       | maand    |
        pets                         | Huisdier                         | maand    |
        pocket_money                 | Zakgeld                          | week     |
        household_other              | Overige uitgaven                 | maand    |
    """,
    ),
    *_rows(
        Group.DEBT_PAYMENT,
        """
        debt_payments                | Afbetalen volgens afspraak       | maand    | debt
        garnishment                  | Beslag                           | maand    | debt
        set_off                      | Verrekening                      | maand    | debt
    """,
    ),
)

CATEGORY: Mapping[str, Category] = MappingProxyType({category.code: category for category in CATEGORIES})
