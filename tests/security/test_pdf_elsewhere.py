"""A PDF whose content lies at an address elsewhere tells nobody that it was opened."""

import io

import pikepdf

from schuldhulp.documents.checking import make_safe


def test_a_stream_that_lies_elsewhere_is_cut_loose() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        stream = pdf.make_stream(b"")
        stream.F = pikepdf.Dictionary(FS=pikepdf.Name.URL, F="http://volger.example/gezien")
        pdf.pages[0].Contents = stream
        made = io.BytesIO()
        pdf.save(made)
    assert b"volger.example" in made.getvalue()
    assert b"volger.example" not in make_safe(made.getvalue()).content
