"""What a page that refuses a form must say: in its title, in a summary that leads to the fields, and there."""

import html5lib


def wrong_with(html: str) -> list[str]:
    """What is missing on a page that refuses: its title, a summary that leads to fields, fields that say it too."""
    tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    by_id = {node.get("id"): node for node in tree.iter() if node.get("id")}
    found = []
    title = "".join((tree.find(".//title").text or "").split("\n"))
    if not title.startswith("Fout:"):
        found.append(f"title {title!r}")
    summary = by_id.get("fouten")
    if summary is None:
        return [*found, "no summary"]
    links = [a.get("href", "") for a in summary.iter("a")]
    found += [f"{link} leads nowhere" for link in links if link[1:] not in by_id]
    for link in links:
        target = by_id.get(link[1:])
        if target is None:
            continue
        around = [group for group in tree.iter("fieldset") if any(node is target for node in group.iter())]
        told = [*around[-1:], *([target] if target.get("aria-invalid") == "true" else [])]
        beside = [name for node in told for name in node.get("aria-describedby", "").split()]
        if not any(name.endswith("-fout") and name in by_id for name in beside):
            found.append(f"{link} does not say what is wrong: {beside}")
    return found
