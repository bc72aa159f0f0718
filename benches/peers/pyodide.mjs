// Drives Pyodide (npm: pyodide): CPython compiled by Emscripten, under node. Its numpy and pandas come from a server of
// the project, not from npm; they are asked for where a script imports them.

import { loadPyodide } from "pyodide";
import { serve } from "./protocol.mjs";

// What pure computation may run in again, as starting one takes seconds.
let kept;

async function start() {
  const python = await loadPyodide();
  python.lines = [];
  python.setStdout({ batched: (line) => python.lines.push(line) });
  return python;
}

async function run(python, code) {
  if (/\bimport (numpy|pandas)\b/.test(code)) {
    const failures = [];
    await python.loadPackagesFromImports(code, { messageCallback() {}, errorCallback: (text) => failures.push(text) });
    if (failures.length) throw new Error(`its packages cannot be had: ${failures.at(-1).trim().split("\n").at(-1)}`);
  }
  python.lines = [];
  await python.runPythonAsync(code, { globals: python.globals.get("dict")() });
  return python.lines.map((line) => line + "\n").join("");
}

await serve({
  async run({ code, reuse }) {
    if (!reuse) return run(await start(), code);
    kept ??= await start();
    return run(kept, code);
  },
  async hold({ code }) {
    const python = await start();
    await run(python, code);
    return python;
  },
  ask: (python, line) => run(python, `print("${line}")`),
});
