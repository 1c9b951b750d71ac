// The graph as a picture: sigma draws, places come from the server.
import Graph from "graphology";
import Sigma from "sigma";

export interface Fact {
  fact: string;
  href: string;
  source: string;
  target: string;
  property: string;
  label: string;
  symmetric: boolean;
  modality: string;
  articles: number;
  first: string | null;
  last: string | null;
  belief: number | null;
}

export interface Thing {
  iri: string;
  label: string;
  type: string | null;
  class: string | null;
  href: string;
  x: number;
  y: number;
}

export interface Picture {
  focus: string;
  nodes: Thing[];
  edges: Fact[];
}

export type Drawing = Sigma;

const HUES: Record<string, number> = {
  Organization: 210, Person: 26, Program: 47, Service: 140, ServiceModel: 165, Technology: 185, Certification: 335,
  Law: 2, Sector: 85, Place: 245, Facility: 275, Event: 305, Group: 225,
};

const dark = matchMedia("(prefers-color-scheme: dark)");

/** A colour of the style sheet. */
const paint = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The colour of a class, as sigma reads it. */
function colour(type: string | null): string {
  const hue = HUES[type ?? ""];
  const [saturation, lightness] = [hue === undefined ? 0 : 0.55, dark.matches ? 0.6 : 0.5];
  const channel = (shift: number): string => {
    const k = (shift + (hue ?? 0) / 30) % 12;
    const value = lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    return Math.round(value * 255).toString(16).padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}

export function addThing(graph: Graph, thing: Thing, size: number): void {
  if (graph.hasNode(thing.iri)) return;
  const { iri, label, type, x, y, href } = thing;
  graph.addNode(iri, { label, x, y, href, class: type, size, color: colour(type) });
}

/** Facts between the same two are one line, which knows all of them. */
export function addFact(graph: Graph, fact: Fact): void {
  if (!graph.hasNode(fact.source) || !graph.hasNode(fact.target) || fact.source === fact.target) return;
  const line = graph.edge(fact.source, fact.target) ?? graph.edge(fact.target, fact.source);
  if (line === undefined) {
    graph.addDirectedEdgeWithKey(fact.fact, fact.source, fact.target, { facts: [fact] });
  } else {
    const facts = graph.getEdgeAttribute(line, "facts") as Fact[];
    if (!facts.some((known) => known.fact === fact.fact)) facts.push(fact);
  }
}

/** How lines look that have these facts left; none hides the line. */
export function look(graph: Graph, wanted: (fact: Fact) => boolean): void {
  graph.forEachEdge((line, attributes, source) => {
    const facts = (attributes.facts as Fact[]).filter(wanted);
    const certain = facts.some((fact) => fact.modality === "asserted");
    const oneWay = facts.every((fact) => !fact.symmetric && fact.source === source);
    const names = [...new Set(facts.map((fact) => fact.label))];
    graph.mergeEdgeAttributes(line, {
      hidden: facts.length === 0,
      label: names.slice(0, 2).join(", ") + (names.length > 2 ? " …" : ""),
      type: oneWay ? "arrow" : "line",
      size: Math.min(2 + facts.length, 5),
      color: certain ? paint("--soft") : paint(`--${facts[0]?.modality ?? "line"}`),
    });
  });
  graph.forEachNode((node) => {
    const alone = graph.edges(node).every((line) => graph.getEdgeAttribute(line, "hidden") as boolean);
    graph.setNodeAttribute(node, "hidden", alone && graph.degree(node) > 0);
  });
}

/** Draws, and lets nodes be dragged. */
export function draw(graph: Graph, stage: HTMLElement): Drawing {
  const font = getComputedStyle(document.body).fontFamily;
  const drawing = new Sigma(graph, stage, {
    renderEdgeLabels: true,
    enableEdgeEvents: true,
    labelFont: font,
    edgeLabelFont: font,
    labelSize: 13,
    edgeLabelSize: 11,
    labelRenderedSizeThreshold: 0,
    labelDensity: 2,
    labelColor: { color: paint("--ink") },
    edgeLabelColor: { color: paint("--soft") },
    defaultDrawNodeHover: hovered,
    zIndex: true,
    minEdgeThickness: 2,
  });
  let dragged: string | null = null;
  drawing.on("downNode", ({ node }) => {
    dragged = node;
    if (!drawing.getCustomBBox()) drawing.setCustomBBox(drawing.getBBox());
  });
  drawing.on("moveBody", ({ event }) => {
    if (dragged === null) return;
    const { x, y } = drawing.viewportToGraph(event);
    graph.mergeNodeAttributes(dragged, { x, y });
    event.preventSigmaDefault();
    event.original.preventDefault();
  });
  const drop = (): void => {
    dragged = null;
  };
  drawing.on("upNode", drop);
  drawing.on("upStage", drop);
  drawing.on("leaveStage", drop);
  const point = (over: boolean) => (): void => {
    stage.style.cursor = over ? "pointer" : "";
  };
  drawing.on("enterNode", point(true));
  drawing.on("leaveNode", point(false));
  drawing.on("enterEdge", point(true));
  drawing.on("leaveEdge", point(false));
  return drawing;
}

interface Hovered {
  x: number;
  y: number;
  size: number;
  label?: string | null;
  color?: string;
}

/** The name of a node below the pointer, readable in the dark too. */
function hovered(context: CanvasRenderingContext2D, data: Hovered): void {
  const label = data.label ?? "";
  context.font = `600 13px ${getComputedStyle(document.body).fontFamily}`;
  const width = context.measureText(label).width + 10;
  context.fillStyle = paint("--glow");
  context.fillRect(data.x + data.size, data.y - 11, width, 22);
  context.fillStyle = paint("--ink");
  context.fillText(label, data.x + data.size + 4, data.y + 4);
}
