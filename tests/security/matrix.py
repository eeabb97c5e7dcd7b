"""Who may come in where, by endpoint. A route that is not on the list fails the test of the access matrix.

Routes of `counsellor` with a kenmerk open a dossier of the own municipality; those of `client` the own dossier only.
"""

CLIENT = frozenset({"client"})
STAFF = frozenset({"counsellor", "team_lead"})
SUPPORTER = frozenset({"supporter"})
LEAD = frozenset({"team_lead"})
REPORT = frozenset({"report_reader", "team_lead", "municipality_admin"})
ADMIN = frozenset({"municipality_admin"})
PLATFORM = frozenset({"platform_admin"})

PUBLIC = "public"
HALF_SIGNED_IN = "half signed in"
SIGNED_IN = "signed in"

_LISTS: dict[object, str] = {
    PUBLIC: """
        public: ask_passkey sign_in_passkey
        public: codename codename_words codename_card codename_check codewords sign_in_codename
            accessibility alive confirm_email demo_mail forgotten_password help_now invitation leave_quickly logo
            look metrics municipality new_password other_help privacy question ready registration security sign_in
            sign_out something_else start theme where
        supporter: accept
        supporter: accept_partner
        public: statement
        public: chat chat_done chat_stop chat_talk chat_text
        public: signed_out_at_provider
        public: back_from_provider go_to_provider newcomer sign_in_at_municipality sign_in_here
    """,
    HALF_SIGNED_IN: """
        public: recovery_code second_step set_up_second_step
    """,
    SIGNED_IN: """
        account: account ask_confirmation change_email change_name change_password choose_hat end_session
            extend_session
        account: new_codes prove_again remove_app second_steps set_up_app
        account: keep_email
        account: ways
        account: remove_way
        account: know_ways
        account: link_service prove_at_provider sign_in_services unlink_service
        account: ask_new_passkey new_passkey remove_passkey
    """,
    CLIENT: """
        client: become_known become_known_details
            known_device
        client: add_row appointment appointments ask_debt ask_figure ask_post budget budget_version calculation
            change_row correct_message debt debts decide_double dispute established go_on help_now home letter
            letter_answered letter_pdf letter_sent letters mandate mandate_pdf mark_paper messages more_time
            new_letter paper paper_file papers plan plan_pdf printed_step proposal proposal_pdf quick_budget
            registered remove_letter remove_paper remove_row restore_paper restore_row save_draft show_successes
            statement statement_check statement_part step step_done step_draft step_order step_stuck stop
            take_back_file throw_statement_away timeline upload_paper what_if workbook
            ask_scheme guideline road_out schemes
            what_if_typed
            ask_opening openings
            work_forms work_form work_form_draft work_form_done lay_aside more_time_work_form
            notebook notebook_entry change_entry share_entry take_entry_back remove_entry restore_entry plan_went
            message_helped experience ask_experience
            choose_register
            answer_paper bag cut_file folder_labels folders move_file sort_paper turn_file whole_paper
            ask_right rights withdraw_request
            work_again
            take_out
            bring brought throw_package_away
            points
            change_point
            talks
            talk
            aftercare
            contact
            take_contact_back
            watched
            partner
            partner_file
            lay_suggestion_aside
            agreement_pdf
            ask_partner
            partner_invitation
            begin_with_partner
            withdraw_partner
            agree_with_partner
            sign_with_partner
            stop_with_partner
            supporters
            invite_supporter
            invitation
            confirm_supporter
            withdraw_invitation
            change_supporter
            end_supporter
    """,
    SUPPORTER: """
        supporter:
            home
            plan
            messages
            budget
            debts
            papers
            paper_file
            workbook
            step
            step_draft
            step_stuck
            step_done
            add_row
            change_row
            leave
            together
    """,
    STAFF: """
        counsellor: bring brought throw_package_away
            suggest_supporter
            chat_hour chat_talk end_chat give_chat_back take_chat
            points
            change_point
            talks
            talk
            all_points
            aftercare
            household
            suggest_asking_somebody
            agreement_pdf
            why
            proposal_answers
            check_reply look_at_crisis mark_parts
            absence add_correction add_row agenda another_way answer_appointment appointment
            appointments ask_balances balances ask_debt ask_figure ask_post assess_debt assign_homework
            budget budget_version calculation
            calculation_given care_list case case_summary change_correction change_row close
            complete_request contact correct_message creditors debt debt_balance debt_stage debts decide_double
            decision end_absence established first_talk force_proposal go_online identity inbox keep_calculation
            letter letter_answered letter_pdf letter_sent letters mandate mandate_pdf mark_paper merge_creditors
            move_appointment new_dossier new_letter new_proposal offer_proposal paper paper_file papers
            part_creditors phase plan plan_pdf printed_step proposal proposal_csv proposal_json proposal_pdf
            proposals quick_budget reach remove_correction remove_debt_stage remove_letter remove_paper remove_row
            reopen reply resolve_threat restore_paper restore_row reveal_bsn review safety save_reply_draft search
            services statement statement_check statement_part step step_done step_draft step_stuck suspension
            take_back_file take_on_threat threats throw_statement_away upload_paper what_if withdraw_homework
            workbook
            ask_scheme guideline road_out schemes
            what_if_typed
            practice practice_again practice_exercise practice_lesson practice_talk
            proposal_bundle proposal_to_creditor
            more_texts
            work_forms assign_work_form withdraw_work_form shared_entry ask_entry
            answer_paper bag cut_file folder_labels folders move_file sort_paper turn_file whole_paper judge_paper
    """,
    LEAD: "counsellor: colleague practice_progress team openings_digest chat_roster",
    REPORT: "municipality: report report_csv report_pdf reports",
    ADMIN: """
        admin: reset_factor
        admin: alarm area colours colours_preview invite_again levels logo member member_stops new_member opening report
            routing setting_changes staff teams texts
            breach breaches extend_request privacy privacy_document privacy_pdf retention_terms rights_request
            rights_requests
            provider providers
            end_restriction
    """,
    PLATFORM: """
        admin: new_municipality new_norms norms take_part
        admin: platform_administrators reset_administrator
    """,
    ADMIN | PLATFORM: "admin: start",
    STAFF | ADMIN: "admin: own_text own_texts",
    LEAD | ADMIN: """
        admin: export_own_texts import_own_texts own_text_proposal withdraw_own_text
        municipality: effects effects_csv experiences experiences_csv
        admin: hold_dossier retention
    """,
}


def _read(lists: dict[object, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for group, text in lists.items():
        audience = ""
        for word in text.split():
            if word.endswith(":"):
                audience = word[:-1]
            else:
                found[f"{audience}.{word}"] = group
    return found


MATRIX = _read(_LISTS)
