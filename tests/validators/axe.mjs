// Shows pages to axe in Chromium, for each width and colour scheme, and prints what it finds as JSON.
// Usage: node axe.mjs '{"home", "executable", "arguments", "pages": [], "widths": [], "schemes": []}'
// A page may ask for files only: whatever it wants from a network is a fault, as is scrolling sideways.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const order = JSON.parse(process.argv[2]);
const require = createRequire(pathToFileURL(order.home + "/package.json"));
const { chromium } = require("playwright-core");
const axe = require("axe-core");

const browser = await chromium.launch({ executablePath: order.executable, args: order.arguments });
const faults = [];

for (const width of order.widths) {
  for (const scheme of order.schemes) {
    const context = await browser.newContext({
      viewport: { width, height: 900 }, colorScheme: scheme, reducedMotion: "reduce", bypassCSP: true,
    });
    for (const path of order.pages) {
      const add = (fault) => faults.push(`${path} at ${width} px, ${scheme}: ${fault}`);
      const page = await context.newPage();
      await page.route(/^(?!file:|data:|blob:)/, (route) => {
        add(`asks the network for ${route.request().url()}`);
        return route.abort();
      });
      page.on("pageerror", (error) => add(`script error: ${error.message}`));
      await page.goto(pathToFileURL(path).href);
      await page.evaluate(() => document.fonts.ready);
      await page.evaluate(axe.source);
      const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, help, nodes } of found.violations) {
        for (const node of nodes) add(`${id}: ${help}: ${node.target.join(" ")}`);
      }
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (beyond > 0) add(`scrolls sideways by ${beyond} px`);
      await page.close();
    }
    await context.close();
  }
}

await browser.close();
process.stdout.write(JSON.stringify(faults));
