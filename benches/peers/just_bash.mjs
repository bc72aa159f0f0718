// Drives just-bash (npm: just-bash): a shell and tools written in TypeScript, over a file system in memory.

import { Bash } from "just-bash";
import { serve } from "./protocol.mjs";

async function run(bash, code) {
  const { stdout, stderr, exitCode } = await bash.exec(code);
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${stderr}`);
  return stdout;
}

await serve({
  run: ({ code }) => run(new Bash(), code),
  async hold({ code }) {
    const bash = new Bash();
    await run(bash, code);
    return bash;
  },
  ask: (bash, line) => run(bash, `echo ${line}`),
});
