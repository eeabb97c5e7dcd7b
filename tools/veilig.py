"""`make veilig`: every goal of safety, access, keys, history, reliability and privacy, with the tests that carry it.

It runs those tests and prints of each goal how many of them hold, on SQLite, on PostgreSQL and apart from a database.
NIGHTLY=1 adds the long forms, GOALS="S2 R15" narrows. A goal that no test carries says so: "nog niet". What a test
measured itself (the property `figures`) stands under its goal.
"""

import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Goal:
    """A goal by its number, what it says in a few words, and the tests: a file, or `file::test`."""

    name: str
    says: str
    tests: tuple[str, ...] = ()


def _goal(name: str, says: str, *tests: str) -> Goal:
    return Goal(name, says, tuple(f"tests/{test}" for test in tests))


GOALS = (
    _goal("S1", "elke route x elke rol x eigen, ander, verwijderd", "security/test_access_matrix.py"),
    _goal("S1b", "ingebouwde fouten worden gezien", "security/test_seeded_faults.py"),
    _goal("S2", "1.000 reeksen van vijftig handelingen tegen een model", "security/test_access_sequences.py"),
    _goal("S3", "de database houdt gemeenten uit elkaar", "security/test_row_security.py"),
    _goal("S4", "geen zoekopdracht uit tekst, sqlmap", "architecture/test_queries.py",
          "test_pentest.py::test_sqlmap_and_wapiti_find_nothing"),
    _goal("S5", "getypte tekst blijft tekst", "security/test_typed_everywhere.py::test_text_stays_text"),
    _goal("S6", "koppen met een score van 155 op elk antwoord", "security/test_header_score.py",
          "browser/test_headers.py", "security/test_access_matrix.py::test_everybody_opens_what_is_theirs"),
    _goal("S7", "geen formulier van een ander", "security/test_shared_browser.py", "security/test_foreign_ids.py"),
    _goal("S8", "nooit naar een ander adres", "security/test_door_attacks.py::test_no_address_elsewhere_is_gone_on_to"),
    _goal("S9", "grenzen aan proberen",
          "faults/test_limits.py",
          "web/test_sign_in.py::test_trying_often_is_slowed_down_also_with_the_right_password",
          "accounts/test_second_factor.py::test_of_many_codes_typed_at_once_five_are_looked_at",
          "security/test_planted_accounts.py::test_a_victim_gets_in_while_somebody_elsewhere_guesses"),
    _goal("S10", "bekend en onbekend kosten hetzelfde", "security/test_timing.py",
          "security/test_door_attacks.py::test_an_unknown_address_costs_and_says_the_same_as_a_known_one",
          "security/test_door_attacks.py::test_registering_costs_one_hash_for_a_new_and_for_a_taken_address"),
    _goal("S11", "bekend en onbekend lezen hetzelfde",
          "security/test_door_attacks.py::test_asking_a_new_password_tells_nothing",
          "security/test_planted_accounts.py::test_asking_for_a_taken_address_shows_the_same_as_for_a_free_one",
          "accounts/test_codename.py::test_an_unknown_codename_gets_the_very_same_answer"),
    _goal("S12a", "geen gevaarlijk bestand komt binnen", "documents/test_checking.py"),
    _goal("S12b", "bestanden worden apart gelezen, binnen grenzen", "documents/test_apart.py"),
    _goal("S12c", "foto's zonder plaats en camera",
          "documents/test_checking.py::test_a_photo_is_drawn_again_upright_without_what_the_camera_wrote"),
    _goal("S12d", "de pdf-maker haalt niets op", "test_pdf.py", "security/test_pdf_elsewhere.py"),
    _goal("S13", "een sessie eindigt als zij moet", "web/test_sign_in.py", "security/test_shared_browser.py"),
    _goal("S14", "medewerkers altijd met een tweede stap", "accounts/test_second_factor.py", "web/test_second_step.py"),
    _goal("S15", "wapiti en sqlmap per rol zonder bevinding", "test_pentest.py"),
    _goal("S16", "vastgezette pakketten, lijst van onderdelen", "architecture/test_locks.py", "test_supply.py"),
    _goal("S17", "een extra veld doet niets", "security/test_extra_fields.py"),
    _goal("S18", "geen formule in een rapport",
          "security/test_typed_everywhere.py::test_no_cell_of_the_report_is_a_formula"),
    _goal("S19", "de 253 eisen van ASVS, elk met een test of een reden", "test_asvs.py"),
    _goal("E1", "wat getypt is, ligt nergens open", "security/test_planted_secrets.py"),
    _goal("E2", "verplaatst, veranderd of afgekapt blijft dicht",
          "test_crypto.py::test_what_was_changed_cut_or_moved_stays_shut", "storage/test_sealing.py"),
    _goal("E3", "sleutels wisselen onder het werk", "test_keys.py", "faults/test_keys_changing.py",
          "journeys/test_key_change.py"),
    _goal("E4", "zonder sleutel dicht, ook in een oudere kopie",
          "test_backup.py::test_a_dossier_whose_key_is_gone_opens_in_no_older_copy",
          "test_crypto.py::test_without_its_key_a_municipality_is_shut_and_the_other_is_not",
          "crypto/test_opened.py::test_without_the_key_nothing_opens_that_was_open"),
    _goal("E5", "zoeksleutels per gemeente",
          "test_crypto.py::test_the_same_word_has_another_token_in_another_municipality"),
    _goal("E6", "geen start zonder goede sleutel", "test_config.py"),
    _goal("A1", "elke pagina van een dossier: precies een rij",
          "security/test_access_rows.py::test_every_page_of_a_dossier_writes_one_row",
          "security/test_door_attacks.py::"
          "test_a_hit_of_the_search_that_is_shown_is_in_the_access_log_and_nothing_else_is_shown"),
    _goal("A2", "elke vervalsing van de ketens gevonden", "security/test_tampering.py"),
    _goal("A3", "het programma verandert geen geschiedenis",
          "security/test_row_security.py::test_what_happened_is_written_once",
          "security/test_tampering.py::test_neither_log_can_be_rewritten"),
    _goal("A4", "de client leest wie keek", "web/test_openings.py"),
    _goal("A5", "een dossier van een collega: waarom",
          "web/test_openings.py::test_a_colleague_says_why_with_one_tap_and_the_client_reads_it",
          "web/test_openings.py::test_another_reason_is_said_in_words_that_only_the_team_lead_reads",
          "web/test_openings.py::test_only_what_is_odd_is_asked_about",
          "web/test_openings.py::test_a_weekend_an_unknown_address_and_a_quiet_week"),
    _goal("A6", "geen inhoud in de logboeken", "security/test_typed_everywhere.py::test_text_stays_text"),
    _goal("R1", "kill -9: niets kwijt, niets half", "faults/test_killed.py"),
    _goal("R2", "wat bevestigd is, staat op schijf", "faults/test_durable.py"),
    _goal("R3", "bestand en rij horen bij elkaar", "documents/test_keeping.py",
          "storage/test_stores.py::test_the_bytes_and_the_name_reach_the_disk_before_the_file_counts"),
    _goal("R4", "twee mensen, beide teksten blijven",
          "web/test_case_acts.py::test_two_counsellors_at_one_block_keep_both_texts"),
    _goal("R5", "twee keer drukken, een keer gedaan",
          "test_unit_of_work.py::test_fifty_equal_forms_have_one_effect_and_fifty_same_answers",
          "faults/test_unavailable.py::test_fifty_equal_posts_have_one_effect_and_fifty_same_answers"),
    _goal("R6", "regels houden onder acht schrijvers", "faults/test_eight_writers.py"),
    _goal("R7", "herinneringen: niets kwijt, niets dubbel", "jobs/test_processes.py", "outbox/test_sending.py"),
    _goal("R8", "drie dagen stil, geen stortvloed", "jobs/test_standstill.py"),
    _goal("R9", "schijf vol: het getypte blijft, niets half", "faults/test_disk_full.py",
          "storage/test_spool.py::test_without_room_it_goes_on_taking_and_tells_who_reads"),
    _goal("R10", "kopie en terugzetten", "test_backup.py"),
    _goal("R11", "database weg: het getypte blijft", "faults/test_unavailable.py"),
    _goal("R12", "trage clienten", "faults/test_slow_clients.py"),
    _goal("R13", "tijd, feestdagen, zomertijd", "dossier/test_clocks.py", "test_calendar.py"),
    _goal("R14", "migraties heen en terug", "test_migrating.py", "architecture/test_migrations.py"),
    _goal("R15", "duurproef", "faults/test_soak.py"),
    _goal("R16", "vaste aantallen zoekopdrachten", "web/test_query_budget.py"),
    _goal("R17", "elke fout een pagina met een nummer",
          "security/test_access_rows.py::test_a_fault_in_any_view_is_a_page_with_a_number_that_is_logged_once"),
    _goal("R18", "gezondheid voor machines", "web/test_public_pages.py::test_machines_hear_yes_or_no",
          "test_cli.py::test_a_copy_and_a_drill_are_written_down_and_what_is_too_old_is_said"),
    _goal("P1", "niets van mensen in logregels", "security/test_quiet_processes.py", "security/test_quiet_logs.py",
          "security/test_typed_everywhere.py::test_text_stays_text"),
    _goal("P2", "niets van mensen in adressen en titels",
          "security/test_access_matrix.py::test_everybody_opens_what_is_theirs",
          "security/test_access_matrix.py::test_nobody_opens_what_is_not_theirs"),
    _goal("P3", "mail zegt alleen dat er iets te lezen is",
          "outbox/test_sending.py::test_a_mail_says_that_there_is_something_to_read_and_nothing_else",
          "outbox/test_sending.py::test_each_mail_leaves_once_with_nothing_personal_in_it"),
    _goal("P4", "niets van een ander adres", "browser/test_axe_roles.py"),
    _goal("P5", "een codenaam weet niets", "accounts/test_codename.py::test_nothing_of_the_person_is_kept",
          "accounts/test_codename.py::test_no_column_for_a_codename_could_hold_an_address_or_a_browser"),
    _goal("P6", "na uitloggen niets in de browser",
          "security/test_door_attacks.py::test_no_browser_keeps_a_page_of_who_is_signed_in",
          "browser/test_leaving_nothing.py"),
    _goal("P7", "een supporter ziet zijn delen", "security/test_supporter_parts.py"),
    _goal("P8", "snel weg", "browser/test_gallery.py::test_three_times_shift_leaves_the_page",
          "security/test_quick_exit.py", "browser/test_leaving_nothing.py",
          "browser/test_supporters.py::test_leaving_is_third_on_the_keyboard_and_nothing_comes_back"),
    _goal("P9", "bewaren en wissen, ook in de ruwe bestanden", "retention",
          "test_backup.py::test_a_dossier_whose_key_is_gone_opens_in_no_older_copy"),
    _goal("P10", "alles meenemen", "carrying"),
    _goal("P11", "bsn alleen waar het mag",
          "security/test_access_matrix.py::test_one_column_is_for_the_bsn_and_it_is_sealed",
          "security/test_access_matrix.py::test_everybody_opens_what_is_theirs",
          "web/test_case_acts.py::test_the_bsn_is_masked_and_showing_it_is_logged"),
    _goal("P12", "elke kolom met doel, grondslag, termijn", "architecture/test_register.py"),
    _goal("W1", "axe vindt niets, op elke pagina van elke rol", "browser/test_axe_roles.py", "browser/test_gallery.py"),
    _goal("W2", "wat axe niet zeker weet, door een mens bekeken"),
    _goal("W3", "met alleen het toetsenbord", "browser/test_keyboard.py",
          "browser/test_supporters.py::test_leaving_is_third_on_the_keyboard_and_nothing_comes_back"),
    _goal("W4", "smal, vergroot, met ruime letters",
          "browser/test_gallery.py::test_every_component_is_clean_on_each_screen", "browser/test_wide_letters.py"),
    _goal("W5", "zonder script", "browser/test_gallery.py::test_everything_to_answer_is_there_without_script",
          "journeys/test_nameless.py", "journeys/test_case_a.py", "browser/test_papers.py",
          "browser/test_statements.py", "browser/test_work_forms.py"),
    _goal("W6", "knoppen groot genoeg, inloggen zonder raadsel",
          "browser/test_gallery.py::test_every_component_is_clean_on_each_screen", "browser/test_passkeys.py"),
    _goal("W7", "elke weigering zegt waar en waarom", "web/test_told_wrong.py",
          "security/test_typed_everywhere.py::test_text_stays_text",
          "browser/test_gallery.py::test_the_error_summary_has_focus_and_leads_to_the_field"),
    _goal("W8", "gewaarschuwd voor het einde van een sessie",
          "browser/test_gallery.py::test_the_warning_before_the_end_can_be_answered_and_goes_away"),
    _goal("W9", "elke pdf met structuur, taal en titel", "test_pdf.py"),
    _goal("W10", "zinnen op B1, geteld"),
    _goal("W11", "wat een schermlezer hoort, door een mens bekeken"),
    _goal("W12", "een toegankelijkheidsverklaring",
          "web/test_public_pages.py::test_pages_for_anybody"),
    _goal("T2", "een partner ziet wat de ander liet zien, en niets anders", "partners"),
    _goal("T3", "contactgegevens wachten 48 uur", "reach/test_changing.py", "reach/test_cooling.py"),
)  # fmt: skip
ENGINES = ("sqlite", "postgresql")
KINDS = {
    "S": "Toegang", "E": "Sleutels", "A": "Geschiedenis en inzage", "R": "Betrouwbaarheid", "P": "Privacy",
    "W": "Toegankelijk", "T": "Samen, en veilig voor elkaar",
}  # fmt: skip


FIGURES = "figures"


class Tally:
    """What pytest says of each test, by its id."""

    def __init__(self) -> None:
        self.good: dict[str, bool] = {}
        self.measured: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test once it ran, with what it measured; a fault around it counts against it."""
        told = dict(report.user_properties).get(FIGURES)
        if told:
            self.measured[report.nodeid] = str(told)
        if report.when == "call" and not report.skipped:
            self.good[report.nodeid] = self.good.get(report.nodeid, True) and report.passed
        elif report.failed:
            self.good[report.nodeid] = False


def engine_of(nodeid: str) -> str:
    """The database of a test, or 'los' for one that needs none or fixes it itself."""
    return next((engine for engine in ENGINES if f"[{engine}" in nodeid or f"-{engine}" in nodeid), "los")


def carries(goal: Goal, nodeid: str) -> bool:
    """Whether a test is one of those that a goal names."""
    return any(
        nodeid == test or nodeid.startswith((f"{test}::", f"{test}[", f"{test}/")) for test in goal.tests
    )


def figures(goal: Goal, good: dict[str, bool]) -> tuple[bool, str]:
    """Whether a goal holds, and its figure: so many of so many for each database."""
    total: dict[str, Counter[bool]] = defaultdict(Counter)
    for nodeid, passed in good.items():
        if carries(goal, nodeid):
            total[engine_of(nodeid)][passed] += 1
    if not total:
        return not goal.tests, "nog niet" if not goal.tests else "niet gedraaid"
    said = [
        f"{name} {count[True]} van {count.total()}" for name, count in sorted(total.items(), reverse=True)
    ]
    return all(not count[False] for count in total.values()), ", ".join(said)


def chosen(names: str) -> tuple[Goal, ...]:
    """The goals of these names, or all of them for none. Raises ValueError for a name that is not there."""
    wanted = names.split()
    if strange := set(wanted) - {goal.name for goal in GOALS}:
        raise ValueError(f"Geen doel: {', '.join(sorted(strange))}")
    return tuple(goal for goal in GOALS if not wanted or goal.name in wanted)


def main() -> int:
    """Run the tests of the goals and print the figures; 1 when a goal that has tests does not hold, 2 for no goal."""
    try:
        goals = chosen(os.environ.get("GOALS", ""))
    except ValueError as refused:
        print(refused, file=sys.stderr)
        return 2
    targets = sorted({test for goal in goals for test in goal.tests})
    marks = [] if os.environ.get("NIGHTLY") == "1" else ["-m", "not nightly"]
    tally = Tally()
    began = time.monotonic()
    on_two = [
        "-n",
        "2",
        "--dist",
        "loadfile",
    ]  # as ./test does it: a file stays together, two files at a time
    pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *on_two, *marks, *targets], plugins=[tally])
    failed = table(goals, tally.good, tally.measured)
    carried = sum(bool(goal.tests) for goal in goals)
    minutes = (time.monotonic() - began) / 60
    print(
        f"{carried - failed} van {carried} doelen goed; {len(goals) - carried} nog niet; {minutes:.0f} minuten"
    )
    return 1 if failed else 0


def table(goals: Sequence[Goal], good: dict[str, bool], measured: dict[str, str]) -> int:
    """Print a line a goal under a head for each kind, in columns, and under it what its tests measured; how many goals
    do not hold.
    """
    wide, failed, kind = max(len(goal.says) for goal in goals), 0, ""
    for goal in goals:
        if goal.name[0] != kind:
            kind = goal.name[0]
            print(f"\n{KINDS[kind]}")
        holds, figure = figures(goal, good)
        failed += not holds
        state = "FOUT" if not holds else "goed" if goal.tests else "-"
        print(f"  {goal.name:5} {state:5} {goal.says:{wide}}  {figure}")
        for nodeid, told in measured.items():
            if carries(goal, nodeid):
                print(f"{'':14}{engine_of(nodeid)}: {told}")
    print()
    return failed


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
