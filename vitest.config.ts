import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const door = (room: string) => fileURLToPath(new URL(`./${room}/index.ts`, import.meta.url));
/** The doors of package.json `imports`, at their sources. */
const resolve = {
  alias: {
    "#core": door("core"),
    "#cwmp": door("cwmp"),
    "#usp": door("usp"),
    "#bridge": door("bridge"),
    "#sim": door("sim"),
  },
};

/** `fast`: everything that needs no whole gateway process; runs in `npm run check`. `whole`: the rest. */
export default defineConfig({
  resolve,
  test: {
    projects: [
      {
        resolve,
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: ["test/e2e/**"],
          globalSetup: ["test/global.ts"],
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        test: {
          name: "whole",
          include: ["test/e2e/**/*.test.ts"],
          globalSetup: ["test/global.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
