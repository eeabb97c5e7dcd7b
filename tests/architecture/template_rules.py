"""Rules about the templates, read from Jinja's syntax tree and from the text. Each returns its complaints."""

import ast
import fnmatch
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

from tests.architecture.sources import sources

# The extensions that the program's own environment has change what a template may say, not what is read here.
PARSER = Environment(
    autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
)
REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)|<script[^>]*>[^<]*\S[^<]*</script>", re.I),
    "script without its hash": re.compile(r"<script\b(?![^>]*\bintegrity=)[^>]*\bsrc=", re.I),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "script in an attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']|[\"']\s*javascript:", re.I),
    "|safe": re.compile(r"\|\s*safe\b"),
    "autoescape off": re.compile(r"autoescape\s+false", re.I),
}


@dataclass(frozen=True)
class Template:
    """One template: its name as Jinja knows it, its text and its syntax tree."""

    name: str
    text: str
    tree: nodes.Template


def templates(root: Path) -> list[Template]:
    """Every template of the tree, by name."""
    folder = root / "templates"
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = file.read_text(encoding="utf-8")
        found.append(Template(file.relative_to(folder).as_posix(), text, PARSER.parse(text)))
    return found


def unsafe_templates(root: Path) -> list[str]:
    """Templates with script or style inside them, or with text that is not escaped."""
    found = []
    for template in templates(root):
        text = re.sub(r"\{#.*?#\}", "", template.text, flags=re.DOTALL)
        found += [f"{template.name}: {what}" for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    return found


def unused_templates(root: Path, rendered: set[str]) -> list[str]:
    """Templates that no other template names, no Python source names, and that are not in `rendered`."""
    named, all_of_them = rendered | set(_named_in_python(root)), templates(root)
    for template in all_of_them:
        for node in template.tree.find_all(REFERENCES):
            named |= {name for name in _patterns(node.template) if name != template.name}
    computed = re.compile("|".join(fnmatch.translate(name) for name in named if "*" in name) or "(?!)")
    return [t.name for t in all_of_them if t.name not in named and not computed.match(t.name)]


def _patterns(expression: nodes.Node) -> Iterator[str]:
    """The names that an expression can stand for; a part that is computed becomes `*`."""
    if isinstance(expression, nodes.Const):
        if isinstance(expression.value, str):
            yield expression.value
    elif isinstance(expression, nodes.List | nodes.Tuple):
        for item in expression.items:
            yield from _patterns(item)
    elif isinstance(expression, nodes.CondExpr):
        yield from _patterns(expression.expr1)
        if expression.expr2 is not None:
            yield from _patterns(expression.expr2)
    elif isinstance(expression, nodes.Concat):
        parts = [part.value if isinstance(part, nodes.Const) else "*" for part in expression.nodes]
        yield from _specific("".join(map(str, parts)))


def _specific(pattern: str) -> Iterator[str]:
    if "/" in pattern.split("*", 1)[0]:  # a pattern without a folder would name every template
        yield pattern


def _named_in_python(root: Path) -> Iterator[str]:
    for source in sources(root, "schuldhulp"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                parts = [str(p.value) if isinstance(p, ast.Constant) else "*" for p in node.values]
                yield from _specific("".join(parts))


def unused_macros(root: Path) -> list[str]:
    """Macros that nobody calls, and imported names that the importing template does not use."""
    all_templates = templates(root)
    used = set(_macros_named_in_python(root))
    found = []
    for template in all_templates:
        names = _loaded_names(template.tree)
        used |= {(template.name, name) for name in names}
        for node in template.tree.find_all(nodes.FromImport):
            for item in node.names:
                name, alias = item if isinstance(item, tuple) else (item, item)
                if alias not in names:
                    found.append(f"{template.name}: imports {name} and does not use it")
                used |= {(source, name) for source in _patterns(node.template) if alias in names}
        for node in template.tree.find_all(nodes.Import):
            attributes = _attributes_of(template.tree, node.target)
            used |= {(source, name) for source in _patterns(node.template) for name in attributes}
    for template in all_templates:
        for macro in template.tree.find_all(nodes.Macro):
            if not any(
                name == macro.name and fnmatch.fnmatchcase(template.name, file) for file, name in used
            ):
                found.append(f"{template.name}: macro {macro.name} is not used")
    return found


def _loaded_names(tree: nodes.Template) -> set[str]:
    """Names that are read outside the macro of the same name: a macro that calls only itself is unused."""
    inside: dict[str, int] = {}
    for macro in tree.find_all(nodes.Macro):
        own = sum(1 for node in macro.find_all(nodes.Name) if node.name == macro.name and node.ctx == "load")
        inside[macro.name] = own
    names: dict[str, int] = {}
    for node in tree.find_all(nodes.Name):
        if node.ctx == "load":
            names[node.name] = names.get(node.name, 0) + 1
    return {name for name, count in names.items() if count > inside.get(name, 0)}


def _attributes_of(tree: nodes.Template, alias: str) -> set[str]:
    return {
        node.attr
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == alias
    }


def _macros_named_in_python(root: Path) -> Iterator[tuple[str, str]]:
    """`get_template_attribute("components/x.html", "macro")`."""
    for source in sources(root, "schuldhulp"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call):
                match [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]:
                    case [str(file), str(name)]:
                        yield file, name
