// What capacity-proxy costs: puts to the engine and through the proxy, in turns.
// `pnpm bench --proxy [--place local|instant] [--puts N] [--rounds N] [--at-once N] [--json]`
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { median } from "./median.ts";
import { childOf } from "./proxying/child-process.ts";
import { instantPlace, localPlace, type ProxyPlace } from "./proxying/proxy-places.ts";
import { type PutLoad, putLoad } from "./proxying/put-load.ts";

const { values } = parseArgs({
  options: {
    proxy: { type: "boolean" },
    json: { type: "boolean", default: false },
    place: { type: "string", default: "local" },
    puts: { type: "string", default: "4000" },
    rounds: { type: "string", default: "7" },
    "at-once": { type: "string", default: "8" },
  },
});
const PLACES: Readonly<Record<string, () => Promise<ProxyPlace>>> = {
  local: localPlace,
  instant: instantPlace,
};
const [puts, rounds, atOnce] = [values.puts, values.rounds, values["at-once"]].map(Number) as [
  number,
  number,
  number,
];
const start = PLACES[values.place];
if (start === undefined) {
  throw new Error(`--place: expected local or instant; came ${values.place}`);
}

const place = await start();
const proxy = await childOf("./proxy-process.ts", [place.endpoint]);
const cpuSeconds = async () => Number(await proxy.ask());
const measured = { direct: [] as PutLoad[], proxied: [] as PutLoad[], cpu: [] as number[] };
const one = { direct: [] as PutLoad[], proxied: [] as PutLoad[] };
try {
  await putLoad(place.endpoint, place.table, puts, atOnce);
  await putLoad(proxy.url, place.table, puts, atOnce);
  for (let round = 0; round < rounds; round += 1) {
    measured.direct.push(await putLoad(place.endpoint, place.table, puts, atOnce));
    const before = await cpuSeconds();
    measured.proxied.push(await putLoad(proxy.url, place.table, puts, atOnce));
    measured.cpu.push((((await cpuSeconds()) - before) / puts) * 1e6);
    one.direct.push(await putLoad(place.endpoint, place.table, puts / 10, 1));
    one.proxied.push(await putLoad(proxy.url, place.table, puts / 10, 1));
  }
} finally {
  await proxy.close();
  await place.close();
}

const rate = (loads: readonly PutLoad[]) => median(loads.map((load) => load.putsPerSecond));
const wait = (loads: readonly PutLoad[]) => median(loads.map((load) => median(load.milliseconds)));
const result = {
  conditions: { cpu: cpus()[0]?.model, cores: cpus().length, node: process.version },
  place: values.place,
  puts,
  rounds,
  atOnce,
  putsPerSecond: { direct: rate(measured.direct), proxied: rate(measured.proxied) },
  millisecondsOneAtATime: { direct: wait(one.direct), proxied: wait(one.proxied) },
  cpuMicrosecondsAPut: median(measured.cpu),
};
console.log(values.json ? JSON.stringify(result, undefined, 2) : printed());

function printed(): string {
  const { conditions, putsPerSecond, millisecondsOneAtATime, cpuMicrosecondsAPut } = result;
  const share = putsPerSecond.proxied / putsPerSecond.direct;
  const added = millisecondsOneAtATime.proxied - millisecondsOneAtATime.direct;
  return [
    `${conditions.cpu}, ${conditions.cores} cores, Node ${conditions.node}; ${place.name}, medians of ${rounds} rounds`,
    `${atOnce} at once: ${putsPerSecond.direct.toFixed(0)} puts/s directly, ${putsPerSecond.proxied.toFixed(0)} through the proxy: × ${share.toFixed(3)}`,
    `one at a time: ${millisecondsOneAtATime.direct.toFixed(3)} ms directly, ${millisecondsOneAtATime.proxied.toFixed(3)} ms through the proxy: ${added.toFixed(3)} ms more`,
    `CPU of the proxy: ${cpuMicrosecondsAPut.toFixed(0)} µs a put`,
  ].join("\n");
}
