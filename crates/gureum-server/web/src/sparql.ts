// The SPARQL editor in place of the form: completion from our own graph, nothing from elsewhere.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./sparql.css";
import Graph from "graphology";
import { addThing, draw, type Drawing } from "./graph";
import { element, t } from "./language";

interface Terms {
  prefixes: Record<string, string>;
  classes: string[];
  properties: string[];
}

const editor = document.querySelector<HTMLElement>("#editor");
const form = document.querySelector<HTMLFormElement>("form.sparql");

/** The page of an IRI of ours on this server. */
const BASE = "https://w3id.org/gureum/";
const here = (iri: string): string =>
  iri.startsWith(BASE) && !iri.startsWith(`${BASE}ontology`) ? `/${iri.slice(BASE.length)}` : iri;

const short = (iri: string, prefixes: Record<string, string>): string => {
  const found = Object.entries(prefixes).filter(([, namespace]) => iri.startsWith(namespace));
  const [prefix, namespace] = found.sort((a, b) => b[1].length - a[1].length)[0] ?? ["", ""];
  return namespace ? `${prefix}:${decodeURI(iri.slice(namespace.length))}` : iri;
};

/** An answer as a picture: the triples of CONSTRUCT, or of SELECT the columns two by two. */
class Picture {
  priority = 5;
  label = t("그래프", "Graph");
  hideFromSelection = false;
  static prefixes: Record<string, string> = {};
  private drawing: Drawing | undefined;

  constructor(private yasr: { resultsEl: HTMLElement; results?: { getBindings(): Row[] | null; getVariables(): string[] } }) {}

  private lines(): [string, string, string][] {
    const rows = this.yasr.results?.getBindings() ?? [];
    const names = this.yasr.results?.getVariables() ?? [];
    const lines: [string, string, string][] = [];
    for (const row of rows.slice(0, 300)) {
      const uris = names.map((name) => row[name]).filter((cell) => cell?.type === "uri");
      const [first, second, third] = uris;
      if (names.length === 3 && third && second && first) lines.push([first.value, second.value, third.value]);
      else if (first && second) lines.push([first.value, "", uris[uris.length - 1]?.value ?? second.value]);
    }
    return lines;
  }

  canHandleResults(): boolean {
    return this.lines().length > 0;
  }

  draw(): void {
    const lines = this.lines();
    const graph = new Graph({ type: "directed", multi: false });
    const ends = [...new Set(lines.flatMap(([a, , b]) => [a, b]))];
    ends.forEach((iri, at) => {
      const turn = (at / ends.length) * 2 * Math.PI;
      const thing = { iri, label: short(iri, Picture.prefixes), type: null, class: null, href: here(iri) };
      addThing(graph, { ...thing, x: Math.cos(turn), y: Math.sin(turn) }, 6);
    });
    for (const [a, property, b] of lines) {
      if (a === b || graph.hasDirectedEdge(a, b)) continue;
      graph.addDirectedEdge(a, b, { label: property && short(property, Picture.prefixes), type: "arrow", size: 2, color: "#8a8f98" });
    }
    const stage = element("div", { class: "stage result-graph" });
    this.yasr.resultsEl.replaceChildren(stage);
    this.drawing = draw(graph, stage);
    this.drawing.on("clickNode", ({ node }) => location.assign(here(node)));
  }

  destroy(): void {
    this.drawing?.kill();
    this.drawing = undefined;
  }

  getIcon(): Element {
    return element("span", { "aria-hidden": "true" }, "☍");
  }
}

type Row = Record<string, { type: string; value: string } | undefined>;

async function open(editor: HTMLElement, form: HTMLFormElement): Promise<void> {
  const terms = (await (await fetch("/terms.json")).json()) as Terms;
  Picture.prefixes = terms.prefixes;
  const Yasqe = Yasgui.Yasqe;
  const begins = (list: string[], typed: string): string[] =>
    list.filter((iri) => iri.toLowerCase().includes(typed.toLowerCase()) || short(iri, terms.prefixes).startsWith(typed));
  // The built-in completers ask prefix.cc and LOV; these ask nobody.
  for (const [from, name, list] of [
    ["property", "gureum-property", terms.properties],
    ["class", "gureum-class", terms.classes],
  ] as const) {
    Yasqe.forkAutocompleter(from, {
      name,
      bulk: false,
      persistenceId: undefined,
      get: (_: unknown, token?: { autocompletionString?: string }) =>
        Promise.resolve(begins([...list], token?.autocompletionString ?? "")),
    });
  }
  const prefixes = Object.entries(terms.prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  Yasqe.forkAutocompleter("prefixes", { name: "gureum-prefixes", persistenceId: undefined, get: () => Promise.resolve(prefixes) });
  Yasqe.defaults.prefixCcApi = null;
  Yasqe.defaults.autocompleters = ["variables", "gureum-prefixes", "gureum-property", "gureum-class"];

  (Yasgui.Yasr as unknown as { registerPlugin(name: string, plugin: unknown): void }).registerPlugin("picture", Picture);
  const endpoint = new URL(editor.dataset.endpoint ?? "/sparql", location.href).href;
  const text = form.querySelector("textarea")?.value ?? "";
  const declared = (sparql: string): string => {
    const used = Object.entries(terms.prefixes).filter(
      ([prefix]) => new RegExp(`(^|[^\\w:])${prefix}:`).test(sparql) && !new RegExp(`prefix\\s+${prefix}:`, "i").test(sparql),
    );
    return used.map(([prefix, namespace]) => `PREFIX ${prefix}: <${namespace}>\n`).join("") + sparql;
  };
  editor.hidden = false;
  form.hidden = true;
  const result = document.querySelector<HTMLElement>("#result");
  const yasgui = new Yasgui(editor, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    populateFromUrl: false,
    persistenceId: null,
    autofocus: false,
    endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => undefined },
    yasqe: { createShareableLink: (yasqe: { getValue(): string }) => `${location.origin}/query?query=${encodeURIComponent(yasqe.getValue())}` },
    yasr: { pluginOrder: ["table", "picture", "response"], defaultPlugin: "table", prefixes: terms.prefixes },
  } as unknown as ConstructorParameters<typeof Yasgui>[1]);
  const yasqe = yasgui.getTab()?.getYasqe();
  yasqe?.setValue(declared(text));
  yasqe?.collapsePrefixes(true);
  document.querySelectorAll<HTMLAnchorElement>("a[data-query]").forEach((example) =>
    example.addEventListener("click", (event) => {
      event.preventDefault();
      if (result) result.hidden = true;
      yasqe?.setValue(declared(example.dataset.query ?? ""));
      yasqe?.collapsePrefixes(true);
      void yasqe?.query();
    }),
  );
  // Links to what we name lead to the page here.
  editor.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    if (!link?.href.startsWith(BASE)) return;
    event.preventDefault();
    location.assign(here(link.href));
  });
}

if (editor && form) void open(editor, form);
