// The questions for a visit and the sheet to take along, drawn from the same lines that are spoken.
function node(name, text, kind) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function lineIn(parent, line) {
  if (line.lead) parent.append(node("strong", line.text ? `${line.lead}: ` : line.lead));
  parent.append(line.text);
  if (line.from) parent.append(" ", node("span", `From: ${line.from}.`, "from"));
  return parent;
}

function list(section) {
  const made = node(section.numbered ? "ol" : "ul");
  for (const line of section.lines) made.append(lineIn(node("li"), line));
  return made;
}

export class Visit {
  constructor(wire) {
    this.parts = Object.fromEntries(["visit", "visit-title", "visit-list", "sheet", "sheet-title", "sheet-body"].map((id) => [id, document.getElementById(id)]));
    document.getElementById("sheet-show").onclick = () => {
      this.asked = true;
      wire.tell({ type: "record", what: "sheet" });
    };
    document.getElementById("sheet-print").onclick = () => window.print();
    document.getElementById("sheet-away").onclick = () => {
      this.away();
      document.getElementById("sheet-show").focus();
    };
  }

  // The list alone; it is there as long as a visit is being prepared.
  questions(event) {
    this.parts["visit-title"].textContent = event.title;
    const when = event.visit.text ? [lineIn(node("p"), event.visit)] : [];
    const [first, ...later] = event.sections;
    const lists = first ? [list(first)] : [node("p", "There is no question on your list yet.")];
    for (const section of later) lists.push(node("h3", section.title), list(section));
    this.parts["visit-list"].replaceChildren(...when, ...lists);
    this.parts.visit.hidden = false;
  }

  sheet(event) {
    this.parts["sheet-title"].textContent = event.title;
    const body = event.visit.text ? [lineIn(node("p"), event.visit)] : [];
    for (const section of event.sections) body.push(node("h3", section.title), list(section));
    this.parts["sheet-body"].replaceChildren(...body, node("p", event.made_on));
    this.parts.sheet.hidden = false;
    // Who pressed the button wants to read it; who asked aloud is being spoken to.
    if (this.asked) this.parts["sheet-title"].focus();
    this.asked = false;
  }

  away() {
    this.parts.sheet.hidden = true;
    for (const id of ["sheet-title", "sheet-body"]) this.parts[id].replaceChildren();
  }

  clear() {
    this.away();
    this.asked = false;
    this.parts.visit.hidden = true;
    for (const id of ["visit-title", "visit-list"]) this.parts[id].replaceChildren();
  }
}
