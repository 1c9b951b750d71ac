// The neighbours of an entity as a picture that can be moved, filtered and followed.
import Graph from "graphology";
import { addFact, addThing, draw, look, type Drawing, type Fact, type Picture, type Thing } from "./graph";
import { element, t } from "./language";
import { copyButtons } from "./page";

declare global {
  interface HTMLElement {
    /** The drawing, for tests. */
    drawing?: Drawing;
  }
}

const section = document.querySelector<HTMLElement>("#graph");

async function read(source: string): Promise<Picture | null> {
  const answer = await fetch(source);
  return answer.ok ? ((await answer.json()) as Picture) : null;
}

async function show(section: HTMLElement): Promise<void> {
  const picture = await read(section.dataset.source ?? "");
  if (!picture || picture.edges.length === 0) return;
  const graph = new Graph({ type: "directed", multi: false });
  // Names are wide, and so is the stage.
  const wide = (thing: Thing): Thing => ({ ...thing, x: thing.x * (section.parentElement!.clientWidth > 700 ? 1.8 : 1.1) });
  picture.nodes.forEach((thing) => addThing(graph, wide(thing), thing.iri === picture.focus ? 14 : 8));
  picture.edges.forEach((fact) => addFact(graph, fact));

  const stage = element("div", { class: "stage", role: "img", "aria-label": t("이웃 그래프", "Graph of neighbours") });
  const detail = element("div", { class: "detail", "aria-live": "polite" });
  detail.hidden = true;
  const property = element("select", { name: "property" });
  const since = element("input", { type: "month", name: "since" });
  const belief = element("input", { type: "range", name: "belief", min: "0", max: "1", step: "0.05", value: "0" });
  const certain = element("input", { type: "checkbox", name: "asserted" });
  const again = element("button", { type: "button" }, t("처음 모습", "Reset view"));
  const list = element("details", { class: "lines" }, element("summary", {}, t("목록으로", "As a list")));
  const lines = element("ul");
  list.append(lines);
  section.append(
    element(
      "div",
      { class: "controls" },
      element("label", {}, t("관계 ", "Property "), property),
      element("label", {}, t("이후 ", "Since "), since),
      element("label", {}, t("믿음 ", "Belief ≥ "), belief),
      element("label", {}, certain, t(" 사실만", " asserted only")),
      again,
      element("span", { class: "meta" }, t("점을 누르면 펼치고, 선을 누르면 문장을 보인다", "Click a node to expand it, a line to read its sentences")),
    ),
    stage,
    element("div", { class: "below" }, list),
    detail,
  );
  section.hidden = false;

  const wanted = (fact: Fact): boolean =>
    (property.value === "" || fact.property === property.value) &&
    (since.value === "" || (fact.last ?? "") >= since.value) &&
    (!certain.checked || fact.modality === "asserted") &&
    (Number(belief.value) === 0 || (fact.belief ?? 0) >= Number(belief.value));

  const read_sentences = async (facts: Fact[]): Promise<void> => {
    const found = await Promise.all(
      facts.map(async (fact) => {
        const page = await (await fetch(fact.href, { headers: { Accept: "text/html" } })).text();
        return new DOMParser().parseFromString(page, "text/html").querySelector(".fact");
      }),
    );
    const shown = element("ol", { class: "facts" });
    shown.append(...found.filter((fact) => fact !== null));
    detail.replaceChildren(shown);
    detail.hidden = false;
    copyButtons(detail);
  };

  const refresh = (): void => {
    look(graph, wanted);
    const facts = new Map<string, Fact>();
    graph.forEachEdge((_, attributes) => {
      for (const fact of attributes.facts as Fact[]) facts.set(fact.fact, fact);
    });
    const all = [...facts.values()];
    const names = new Map(all.map((fact) => [fact.property, fact.label]));
    const chosen = property.value;
    property.replaceChildren(
      element("option", { value: "" }, t("모두", "all")),
      ...[...names].map(([value, name]) => element("option", { value }, name)),
    );
    property.value = names.has(chosen) ? chosen : "";
    const label = (node: string): string => graph.getNodeAttribute(node, "label") as string;
    lines.replaceChildren(
      ...all.filter(wanted).map((fact) => {
        const name = `${label(fact.source)} ${fact.symmetric ? "↔" : "→"} ${fact.label} ${label(fact.target)}`;
        const button = element("button", { type: "button" }, name);
        button.addEventListener("click", () => void read_sentences([fact]));
        return element("li", {}, button);
      }),
    );
  };
  refresh();

  let drawing: Drawing;
  try {
    drawing = draw(graph, stage);
  } catch {
    // A browser without WebGL still has the list.
    stage.remove();
    list.open = true;
    return;
  }
  section.drawing = drawing;
  for (const control of [property, since, belief, certain]) control.addEventListener("input", refresh);
  again.addEventListener("click", () => void drawing.getCamera().animatedReset());

  const expand = async (node: string): Promise<void> => {
    const more = await read(`/graph.json?hops=1&focus=${encodeURIComponent(node)}`);
    const { label, href, x, y } = graph.getNodeAttributes(node) as { label: string; href: string; x: number; y: number };
    detail.replaceChildren(element("p", {}, element("a", { href }, label), t(" 쪽으로", ": its page")));
    detail.hidden = false;
    if (!more) return;
    const fresh = more.nodes.filter((thing) => !graph.hasNode(thing.iri));
    fresh.map(wide).forEach((thing) => addThing(graph, { ...thing, x: x + thing.x * 0.5, y: y + thing.y * 0.5 }, 6));
    more.edges.forEach((fact) => addFact(graph, fact));
    refresh();
  };
  let moved = false;
  drawing.on("downNode", () => {
    moved = false;
  });
  drawing.on("moveBody", () => {
    moved = true;
  });
  drawing.on("clickNode", ({ node }) => {
    if (!moved) void expand(node);
  });
  drawing.on("doubleClickNode", ({ node, preventSigmaDefault }) => {
    preventSigmaDefault();
    location.assign(graph.getNodeAttribute(node, "href") as string);
  });
  drawing.on("clickEdge", ({ edge }) => {
    void read_sentences((graph.getEdgeAttribute(edge, "facts") as Fact[]).filter(wanted));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());
}

if (section) void show(section);
