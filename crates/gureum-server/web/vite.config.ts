import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

/** Every package that is shipped, with its licence: `licences.txt`. */
function licences(): Plugin {
  return {
    name: "licences",
    generateBundle() {
      const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
        packages: Record<string, { version?: string; license?: string; dev?: boolean }>;
      };
      const texts = Object.entries(lock.packages).flatMap(([folder, { version, license, dev }]) => {
        if (folder === "" || dev || !existsSync(folder)) return [];
        const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
        const text = file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim();
        return [`${folder.replace(/^.*node_modules\//, "")} ${version ?? ""} (${license ?? "see below"})\n\n${text}\n`];
      });
      this.emitFile({ type: "asset", fileName: "licences.txt", source: texts.join("\n----\n\n") });
    },
  };
}

// One script for every page, one for entities, one for SPARQL; names without hashes, because the server
// tells browsers when a file has changed.
export default defineConfig({
  plugins: [licences()],
  build: {
    outDir: "dist",
    assetsDir: "",
    target: "es2022",
    modulePreload: false,
    rollupOptions: {
      input: { page: "src/page.ts", entity: "src/entity.ts", sparql: "src/sparql.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: "[name][extname]",
      },
    },
  },
});
