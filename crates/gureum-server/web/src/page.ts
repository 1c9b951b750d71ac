// What every page gets: suggestions below search boxes, and buttons that copy.
import { element, t } from "./language";

interface Suggestion {
  label: string;
  type: string | null;
  class: string | null;
  facts: number;
  href: string;
  iri: string;
}

let boxes = 0;

/** A combobox after the pattern of WAI-ARIA: arrows move, Enter takes, Escape closes. */
function suggest(input: HTMLInputElement): void {
  const list = element("ul", { class: "suggestions", role: "listbox", id: `suggestions-${boxes++}` });
  list.hidden = true;
  input.after(list);
  for (const [key, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  }))
    input.setAttribute(key, value);
  let shown: Suggestion[] = [];
  let at = -1;
  let asked = 0;

  const close = (): void => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const take = (one: Suggestion): void => {
    close();
    if (input.dataset.suggest === "fill") input.value = one.label;
    else location.assign(one.href);
  };
  const mark = (to: number): void => {
    at = (to + shown.length) % shown.length;
    list.childNodes.forEach((item, number) => {
      (item as HTMLElement).setAttribute("aria-selected", String(number === at));
    });
    input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };
  const ask = async (): Promise<void> => {
    const number = ++asked;
    const typed = input.value.trim();
    if (!typed) return close();
    const answer = await fetch(`/suggest?q=${encodeURIComponent(typed)}`);
    // A later answer may have come already.
    if (!answer.ok || number !== asked) return;
    shown = (await answer.json()) as Suggestion[];
    list.replaceChildren(
      ...shown.map((one, number) => {
        const item = element(
          "li",
          { role: "option", id: `${list.id}-${number}`, "aria-selected": "false" },
          element("span", { class: `m k ${(one.type ?? "thing").toLowerCase()}` }, one.label),
          element("span", { class: "meta" }, `${one.class ?? ""} ${one.facts}`),
        );
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(one);
        });
        return item;
      }),
    );
    at = -1;
    list.hidden = shown.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  input.addEventListener("input", () => void ask());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const chosen = shown[at];
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at < 0 ? -1 : at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen) take(chosen);
    else return;
    event.preventDefault();
  });
}

/** A button after each text that is worth copying. */
export function copyButtons(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>("[data-copy]").forEach((text) => {
    const name = text.dataset.copy ?? t("복사", "Copy");
    text.removeAttribute("data-copy");
    const button = element("button", { type: "button", class: "copy" }, name);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent ?? "");
        button.textContent = t("복사했다", "Copied");
      } catch {
        getSelection()?.selectAllChildren(text);
        button.textContent = t("Ctrl+C를 누른다", "Press Ctrl+C");
      }
      button.classList.add("copied");
      setTimeout(() => {
        button.textContent = name;
        button.classList.remove("copied");
      }, 2000);
    });
    text.after(button);
  });
}

document.querySelectorAll<HTMLInputElement>("input[data-suggest]").forEach(suggest);
copyButtons(document);
document.addEventListener("keydown", (event) => {
  const free = event.target instanceof HTMLElement && !event.target.closest("input, textarea, select, .CodeMirror");
  if (event.key === "/" && free) {
    event.preventDefault();
    document.querySelector<HTMLInputElement>("#q-main, #q-top")?.focus();
  }
});
