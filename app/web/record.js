// What is in the vault and what can be done with it; nothing is done without a yes.
const SURE = {
  export: "Whoever gets hold of what is written out can read it. Write it out on the main computer?",
  erase: "The whole record will be gone, and nobody can bring it back. Erase it?",
};

export class RecordDesk {
  constructor(wire) {
    this.wire = wire;
    this.shown = document.getElementById("shown");
    this.dialog = document.getElementById("sure");
    document.getElementById("sure-no").onclick = () => this.dialog.close();
    document.getElementById("sure-yes").onclick = () => {
      this.dialog.close();
      this.yes();
    };
    for (const button of document.querySelectorAll("[data-record]")) {
      button.onclick = () => this.ask({ type: "record", what: button.dataset.record });
    }
  }

  ask(request, question = SURE[request.what]) {
    if (!question) return this.wire.tell(request);
    this.yes = () => this.wire.tell(request);
    document.getElementById("sure-title").textContent = question;
    this.dialog.showModal();
  }

  show(event) {
    const list = document.createElement("ul");
    event.lines.forEach((line, number) => list.append(this.row(line, event.names?.[number])));
    this.shown.replaceChildren(list);
    this.shown.focus();
  }

  row(line, name) {
    const row = document.createElement("li");
    row.append(line);
    if (name) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `Forget ${name}`;
      button.onclick = () => this.ask({ type: "record", what: "forget", name }, `Everything that came from ${name} will be gone for good. Forget it?`);
      row.append(" ", button);
    }
    return row;
  }

  clear() {
    this.shown.replaceChildren();
    if (this.dialog.open) this.dialog.close();
  }
}
