// A trend as one large simple picture; its words are those that are spoken.
const SVG = "http://www.w3.org/2000/svg";
const WIDE = 900, HIGH = 420, LEFT = 120, RIGHT = 130, TOP = 40, BOTTOM = 60;

function part(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

const said = (value) => String(Math.round(value * 100) / 100);
const month = (day) => new Date(`${day}T12:00`).toLocaleDateString("en-US", { month: "short", year: "numeric" });

export function drawChart(chart, figure) {
  const points = chart.lines.flat();
  const times = points.map((point) => Date.parse(point.when));
  const values = points.map((point) => point.value);
  const usual = [chart.low, chart.high].filter((value) => value !== null);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const [least, most] = [Math.min(...values, ...usual), Math.max(...values, ...usual)];
  const room = (most - least || Math.abs(most) || 1) * 0.1;
  const x = (when) => LEFT + ((Date.parse(when) - first) / (last - first || 1)) * (WIDE - LEFT - RIGHT);
  const y = (value) => HIGH - BOTTOM - ((value - least + room) / (most - least + 2 * room)) * (HIGH - TOP - BOTTOM);

  const svg = part("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-labelledby": "chart-title", "aria-describedby": "chart-words" });
  if (usual.length) {
    const top = y(chart.high ?? most + room), bottom = y(chart.low ?? least - room);
    svg.append(part("rect", { class: "usual", x: LEFT, y: top, width: WIDE - LEFT - RIGHT, height: bottom - top }));
  }
  chart.lines.forEach((line, number) => {
    const way = line.map((point) => `${x(point.when)},${y(point.value)}`).join(" ");
    svg.append(part("polyline", { class: number ? "line second" : "line", points: way }));
    for (const point of line) svg.append(part("circle", { class: "dot", cx: x(point.when), cy: y(point.value), r: 9 }));
    for (const [point, anchor, aside] of [[line[0], "end", -20], [line.at(-1), "start", 20]]) {
      svg.append(part("text", { class: "axis", x: x(point.when) + aside, y: y(point.value) + 11, "text-anchor": anchor }, said(point.value)));
    }
  });
  svg.append(part("text", { class: "axis", x: LEFT, y: HIGH - 10 }, month(new Date(first).toISOString().slice(0, 10))));
  svg.append(part("text", { class: "axis", x: WIDE - RIGHT, y: HIGH - 10, "text-anchor": "end" }, month(new Date(last).toISOString().slice(0, 10))));

  const title = chart.unit ? `${chart.title}, in ${chart.unit}` : chart.title;
  figure.querySelector("h2").textContent = title.charAt(0).toUpperCase() + title.slice(1);
  figure.querySelector("div").replaceChildren(svg);
  figure.querySelector("figcaption").textContent = usual.length ? `${chart.text} The band is the usual range.` : chart.text;
  figure.hidden = false;
}
