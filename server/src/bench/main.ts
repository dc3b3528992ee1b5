// `npm run bench:ledger`: how fast the ledger is on this machine, beside plain designs and the
// machine's own limit; how it grows; how soon it is back; and whether the books balance afterwards.

import { compare } from './compare/compare.ts';
import { comparisonText } from './compare/report.ts';
import { carryEvents } from './events/events.ts';
import { eventsText } from './events/report.ts';
import { grow } from './growth/growth.ts';
import { growthText } from './growth/report.ts';
import { optionsOf, type Options } from './options.ts';
import { openPlace, type Place } from './place.ts';
import { recover } from './recovery/recovery.ts';
import { recoveryText } from './recovery/report.ts';
import { say } from './say.ts';

type Result = { readonly findings: object; readonly text: string };

const options = optionsOf(process.argv.slice(2));
const place = await openPlace(options.dataDir, process.env['DATABASE_URL'] || undefined);
try {
  const { findings, text } = await result(place, options);
  const audit = options.audit ? await audited(place) : [];
  const broken = audit.filter(({ violations }) => violations > 0);
  const report = { description: place.description, task: options.task, findings, audit };
  process.stdout.write(
    options.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : [
          place.description,
          text,
          ...broken.map(({ name, violations }) => `AUDIT FAILED ${name}: ${violations} findings`),
          verdict(audit.length, broken.length),
          '',
        ].join('\n'),
  );
  process.exitCode = broken.length === 0 ? 0 : 1;
} finally {
  await place.close();
}

async function result(at: Place, asked: Options): Promise<Result> {
  const { task } = asked;
  if (task.kind === 'growth') {
    const growth = await grow(at, asked, task.transfers);
    return { findings: growth, text: growthText(growth) };
  }
  if (task.kind === 'recovery') {
    const recovery = await recover(at, asked, task.accounts);
    return { findings: recovery, text: recoveryText(recovery) };
  }
  if (task.kind === 'events') {
    const events = await carryEvents(at, asked);
    return { findings: events, text: eventsText(events) };
  }
  const comparison = await compare(at, asked);
  return { findings: comparison, text: comparisonText(comparison) };
}

function verdict(proofs: number, broken: number): string {
  if (proofs === 0) return 'no audit was made';
  return broken === 0 ? `audit: ${proofs} proofs, all ok` : 'the books are wrong';
}

async function audited(at: Place) {
  say('audit');
  return at.audit();
}
