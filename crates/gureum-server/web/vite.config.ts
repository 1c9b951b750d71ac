import { defineConfig } from "vite";

// One script for every page, one for entities, one for SPARQL; names without hashes, because the server
// tells browsers when a file has changed.
export default defineConfig({
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
