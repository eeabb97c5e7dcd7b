"""How far the pages are from the least they could cost: ratios against a bare Flask in the same run."""
