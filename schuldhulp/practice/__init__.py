"""Practising before the first real dossier: a course with exercises, and made-up clients who answer."""
