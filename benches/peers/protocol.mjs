// The protocol of the benches' drivers (benches/src/driver) for peers that are packages of npm.
//
// A peer is an object with `run(script)`, which makes a sandbox, runs the script in it, is rid of it and returns what
// the script printed; and, where it can keep one alive, `hold(script)`, which returns a live sandbox that has run the
// script, and `ask(live, line)`, which has a live sandbox print a line and returns it.

import { createInterface } from "node:readline";

const now = () => Number(process.hrtime.bigint());

// Answers requests from standard input; with `once INTERPRETER -c CODE`, runs the code instead.
export async function serve(peer) {
  if (process.argv[2] === "once") {
    try {
      process.stdout.write(await peer.run({ code: process.argv.at(-1) }));
      process.exit(0);
    } catch (error) {
      console.error(String(error.message ?? error));
      process.exit(1);
    }
  }
  const held = [];
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    const answer = { times_ns: [] };
    const begun = now();
    try {
      await fulfil(peer, held, request, answer);
    } catch (error) {
      answer.error = String(error.message ?? error);
    }
    answer.elapsed_ns = now() - begun;
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
  process.exit(0);
}

async function fulfil(peer, held, request, answer) {
  const { script } = request;
  const timed = async (action) => {
    const begun = now();
    const result = await action();
    answer.times_ns.push(now() - begun);
    return result;
  };
  switch (request.do) {
    case "run":
      answer.output = await timed(() => peer.run(script));
      break;
    case "rate": {
      const end = now() + request.seconds * 1e9;
      while (now() < end) await timed(() => peer.run(script));
      break;
    }
    case "hold":
      for (let count = 0; count < request.count; count++) held.push(await timed(() => peer.hold(script)));
      break;
    case "ask":
      for (const [number, live] of held.entries()) {
        const line = await timed(() => peer.ask(live, String(number)));
        if (line.trim() !== String(number)) throw new Error(`sandbox ${number} answered ${line}`);
      }
  }
}
