"""Appointments: offered, answered, held or missed."""
