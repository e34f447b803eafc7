#!/usr/bin/env python3
"""What a PDF of Candor says it holds: the composition that is attached to it, as texts and pictures in reading order.

composition.py file.pdf      the same as JSON on one line, for judges that are not written in Python. Needs pdfdetach (poppler-utils)."""
import json, subprocess, sys

class Unreadable(Exception):
    """The file has no composition that can be read."""

def run(*command):
    """What a command prints. Its refusal is a verdict on the file, not a crash."""
    done = subprocess.run(command, capture_output=True)
    if done.returncode:
        reason = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"])[-1]
        raise Unreadable(f"{command[0]}: {reason}")
    return done.stdout.decode("utf-8", "replace")

def say(leaf): return "".join(part["text"] for part in leaf["runs"])

def pieces(node, entry=None):
    """Every text and picture under a part of the composition, in order; the order of its fields is the reading order.
    A text knows the entry that it stands in: its role and its safety item."""
    if isinstance(node, list):
        for child in node: yield from pieces(child, entry)
    elif isinstance(node, dict):
        if "runs" in node:
            item = (entry or {}).get("item") or {}
            yield {"kind": "text", "name": node["leaf"], "text": say(node), "role": (entry or {}).get("role"),
                   "item": item.get("id"), "item-kind": item.get("kind"), "tier": item.get("tier")}
        elif "draws" in node:
            yield {"kind": "picture", "name": node["drawn"], "text": node["alt"], "draws": node["draws"]}
        else:
            inside = node if "role" in node else entry
            for child in node.values(): yield from pieces(child, inside)

class Composition:
    """Texts and pictures in order, the lines on each page, the pictures that a template may set anywhere."""
    def __init__(self, path):
        try: self.raw = json.loads(run("pdfdetach", "-savefile", "composition.json", "-o", "/dev/stdout", path))
        except ValueError as error: raise Unreadable(f"the attached composition is no JSON: {error}") from error
        self.format, self.language = self.raw["format"], self.raw["language"]
        self.running = {line: say(self.raw["running"][line]) for line in ("header", "footer", "page")}
        self.placed = [self.raw[part]["alt"] for part in ("logo", "code") if part in self.raw]
        self.body = list(pieces({key: part for key, part in self.raw.items() if key not in ("running", "logo", "code")}))
        if not any(piece["kind"] == "text" for piece in self.body): raise Unreadable("the attached composition is empty")

    def owed(self):
        """The core items and the evidence statement; on a card, whose lines name no item, its safety lines."""
        return [p for p in self.body if p["kind"] == "text" and (p["tier"] == "core" or p["role"] == "statement"
                or self.format == "card" and p["role"] == "safety")]

if __name__ == "__main__":
    try: c = Composition(sys.argv[1])
    except Unreadable as error: print(json.dumps({"error": str(error)})); sys.exit(1)
    print(json.dumps({"sheet": c.raw["sheet"], "format": c.format, "title": c.raw["document-title"], "language": c.language,
                      "region": c.raw["region"], "writing": c.raw["writing"], "running": c.running, "placed": c.placed,
                      "body": c.body, "owed": c.owed()}, ensure_ascii=False))
