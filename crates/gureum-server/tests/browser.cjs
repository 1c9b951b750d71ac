// The pages in Chromium: node browser.cjs ADDRESS FOLDER. Writes screenshots into the folder; what goes wrong
// ends it with an error.
const assert = require("node:assert/strict");
const path = require("node:path");
const { chromium } = require("playwright-core");

const [address, folder] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

async function main() {
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-dev-shm-usage"],
  });
  const problems = [];
  const open = async (options = {}) => {
    const context = await browser.newContext({ locale: "ko-KR", viewport: { width: 1200, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => problems.push(`${page.url()}: ${error}`));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(address) && !url.startsWith("data:") && !url.startsWith("blob:")) problems.push(`asks ${url}`);
    });
    return page;
  };
  const shot = (page, name) => page.screenshot({ path: path.join(folder, `${name}.png`) });
  const step = async (name, run) => {
    await run();
    console.log(`ok ${name}`);
  };
  const page = await open();

  await step("suggestions appear while one types first consonants, and the keyboard takes one", async () => {
    await page.goto(`${address}/`);
    await page.locator("#q-main").fill("ㅁㅇㅋ");
    const first = page.locator(".hero .suggestions li").first();
    await first.waitFor();
    assert.match(await first.innerText(), /마이크로소프트/);
    await shot(page, "home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/(id|entity)\/microsoft$/);
  });

  await step("search gives what has the name, in English too", async () => {
    await page.goto(`${address}/search?q=naver`);
    assert.ok((await page.locator(".results a").count()) > 0);
    await shot(page, "search");
  });

  await step("an entity page shows facts with their sentences and the line that corrects them", async () => {
    await page.goto(`${address}/id/kt`);
    assert.equal(await page.locator("h1").innerText(), "KT");
    const fact = page.locator("li.fact", { hasText: "마이크로소프트" }).first();
    assert.match(await fact.locator("blockquote").first().innerText(), /파트너십을 맺었다/);
    await fact.locator("details.correct summary").click();
    assert.match(await fact.locator("details.correct").innerText(), /gureum curate drop --subject id:kt/);
    assert.equal(await fact.locator("details.correct button").innerText(), "정정 복사");
  });

  await step("the graph is drawn, expands, and an edge shows its sentence", async () => {
    await page.locator("#graph canvas").first().waitFor();
    await page.waitForFunction(() => document.querySelector("#graph").drawing);
    await page.waitForTimeout(500);
    await page.locator("#graph").scrollIntoViewIfNeeded();
    await shot(page, "entity");
    const place = (name) =>
      page.evaluate((name) => {
        const drawing = document.querySelector("#graph").drawing;
        const id = drawing.getGraph().nodes().find((iri) => iri.endsWith(`/id/${name}`));
        return drawing.framedGraphToViewport(drawing.getNodeDisplayData(id));
      }, name);
    const stage = await page.locator("#graph .stage").boundingBox();
    const from = await place("nhn");
    await page.mouse.move(stage.x + from.x, stage.y + from.y);
    await page.mouse.down();
    await page.mouse.move(stage.x + from.x - 40, stage.y + from.y + 60, { steps: 5 });
    await page.mouse.up();
    await page.waitForTimeout(300);
    const dragged = await place("nhn");
    assert.ok(Math.abs(dragged.y - from.y - 60) < 8, `dragged from ${from.y} to ${dragged.y}`);
    const before = await page.evaluate(() => document.querySelector("#graph").drawing.getGraph().order);
    const box = await page.locator("#graph .stage").boundingBox();
    const node = await page.evaluate(() => {
      const drawing = document.querySelector("#graph").drawing;
      const id = drawing.getGraph().nodes().find((iri) => iri.endsWith("/id/microsoft"));
      return drawing.framedGraphToViewport(drawing.getNodeDisplayData(id));
    });
    await page.mouse.click(box.x + node.x, box.y + node.y);
    await page.waitForFunction(
      (before) => document.querySelector("#graph").drawing.getGraph().order > before,
      before,
    );
    await page.waitForTimeout(800);
    await shot(page, "entity-expanded");
    const middle = await page.evaluate(() => {
      const drawing = document.querySelector("#graph").drawing;
      const graph = drawing.getGraph();
      const [from, to] = ["kt", "microsoft"].map((name) => {
        const id = graph.nodes().find((iri) => iri.endsWith(`/id/${name}`));
        return drawing.framedGraphToViewport(drawing.getNodeDisplayData(id));
      });
      return { x: from.x * 0.45 + to.x * 0.55, y: from.y * 0.45 + to.y * 0.55 };
    });
    await page.mouse.move(box.x + middle.x, box.y + middle.y);
    await page.mouse.click(box.x + middle.x, box.y + middle.y);
    const sentence = page.locator("#graph .detail blockquote").first();
    await sentence.waitFor();
    assert.ok((await sentence.innerText()).length > 10);
    await shot(page, "entity-edge");
    // The picture of docs/web.md, to be copied there when it is out of date.
    await page.screenshot({ path: path.join(folder, "web.jpg"), type: "jpeg", quality: 60 });
    const lines = await page.locator("#graph .lines button").count();
    await page.locator("#graph select[name=property]").selectOption("competesWith");
    const left = await page.locator("#graph .lines button").count();
    assert.ok(left > 0 && left < lines, `${left} of ${lines} lines are left by the filter`);
  });

  await step("an article has its facts marked, and a fact its page", async () => {
    await page.goto(`${address}/article/kt-microsoft-sovereign`);
    assert.ok((await page.locator("article a.q").count()) > 5);
    await shot(page, "article");
    await page.locator("aside .permalink").first().click();
    await page.waitForURL(/\/fact\//);
    assert.ok((await page.locator("blockquote").count()) > 0);
  });

  await step("a path has a sentence for each step", async () => {
    await page.goto(`${address}/path`);
    await page.locator("input[name=from]").fill("KT");
    await page.locator("input[name=to]").fill("CSAP");
    await page.keyboard.press("Enter");
    await page.locator("ol.path blockquote").first().waitFor();
    await shot(page, "path");
  });

  await step("a question is a form whose rows have sentences", async () => {
    await page.goto(`${address}/ask`);
    await shot(page, "questions");
    await page.locator('a[href="/ask/partners"]').click();
    await page.locator("input[name=org]").fill("KT");
    await page.keyboard.press("Enter");
    const row = page.locator("table.result tbody tr", { hasText: "마이크로소프트" }).first();
    await row.locator("summary").click();
    assert.match(await row.locator("blockquote").first().innerText(), /파트너십/);
    await shot(page, "question");
  });

  await step("the SPARQL editor and the form answer with rows", async () => {
    await page.goto(`${address}/query`);
    await page.locator("#editor .CodeMirror").waitFor();
    assert.match(await page.locator("#editor .CodeMirror").innerText(), /partnersWith/);
    const served = (await page.request.get(`${address}/sparql?query=ASK%7B%7D`)).ok();
    if (served) {
      await page.locator(".examples a").first().click();
      await page.locator("#editor .yasr table tbody tr").first().waitFor();
      assert.ok((await page.locator("#editor .yasr table tbody tr").count()) > 1);
      await page.evaluate(() => {
        const editor = document.querySelector("#editor .CodeMirror").CodeMirror;
        editor.setValue("PREFIX gu: <https://w3id.org/gureum/ontology#>\nSELECT * {\n  ?a gu:compet");
        editor.focus();
        editor.setCursor(2, 15);
      });
      await page.keyboard.press("Control+Space");
      await page.locator(".CodeMirror-hints").waitFor();
      assert.match(await page.locator(".CodeMirror-hints").innerText(), /competesWith/);
      await page.keyboard.press("Escape");
      await page.locator(".examples a").last().click();
      await page.locator("#editor .select_picture").click();
      await page.locator("#editor .result-graph canvas").first().waitFor();
      await shot(page, "sparql-graph");
    }
    await shot(page, "sparql");
    const plain = await open({ javaScriptEnabled: false });
    await plain.goto(`${address}/query`);
    await plain.locator("form.sparql button").click();
    assert.ok((await plain.locator("table.result tbody tr").count()) > 1);
    await shot(plain, "sparql-without-scripts");
  });

  await step("statistics have bars", async () => {
    await page.goto(`${address}/statistics`);
    assert.ok((await page.locator("svg.bar rect").count()) > 10);
    await shot(page, "statistics");
  });

  await step("no page weighs more than 600 kB", async () => {
    for (const place of ["/", "/id/kt", "/article/kt-microsoft-sovereign", "/query", "/ask"]) {
      const fresh = await open();
      const sizes = [];
      fresh.on("requestfinished", (request) => sizes.push(request.sizes()));
      await fresh.goto(`${address}${place}`, { waitUntil: "networkidle" });
      const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size.responseBodySize, 0);
      console.log(`   ${place} ${Math.round(bytes / 1000)} kB`);
      assert.ok(bytes > 1000 && bytes < 600_000, `${place} takes ${bytes} bytes`);
    }
  });

  await step("dark mode is dark, and English is English", async () => {
    const dark = await open({ colorScheme: "dark", locale: "en-GB" });
    await dark.goto(`${address}/id/kt`);
    const [red] = await dark.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
    assert.ok(red < 60, `the background is ${red}`);
    assert.match(await dark.locator("main").innerText(), /partners with/);
    await dark.locator("#graph canvas").first().waitFor();
    await dark.waitForTimeout(500);
    await shot(dark, "entity-dark");
    await dark.goto(`${address}/query`);
    await dark.locator("#editor .CodeMirror").waitFor();
    await shot(dark, "sparql-dark");
  });

  await step("nothing is wider than a phone", async () => {
    const phone = await open({ viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
    for (const [name, place] of [
      ["home", "/"], ["entity", "/id/kt"], ["article", "/article/kt-microsoft-sovereign"], ["statistics", "/statistics"],
      ["path", "/path?from=KT&to=CSAP"], ["query", "/query"],
    ]) {
      await phone.goto(`${address}${place}`);
      await phone.waitForTimeout(300);
      const width = await phone.evaluate(() => document.documentElement.scrollWidth);
      await shot(phone, `phone-${name}`);
      assert.ok(width <= 376, `${place} is ${width} wide`);
    }
  });

  await browser.close();
  assert.deepEqual(problems, [], "errors in the console, or requests to others");
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
