// How soon the ledger was back, as tables for people; JSON carries the same.

import { counted, number, tableOf } from '../table.ts';
import type { Comeback, Recovery } from './recovery.ts';

/** Accounts, warming up, and both ways to come back. */
export function recoveryText({ engine, sizes }: Recovery): string {
  const warming = sizes.map((one) => [
    counted(one.accounts),
    `${number(one.openingSeconds, 1)} s`,
    counted(one.seen),
    counted(one.firstTouch.perSecond),
    counted(one.bytesAnAccount),
    counted(one.warmPerSecond),
  ]);
  const comebacks = sizes.flatMap(({ accounts, restart, standby }) => [
    [`${counted(accounts)}, new process`, ...cells(restart)],
    [`${counted(accounts)}, standby`, ...cells(standby)],
  ]);
  return [
    `engine ${engine}, kill -9 under full load`,
    tableOf(['accounts', 'opened in', 'seen', 'first touch/s', 'bytes each', 'warm/s'], warming),
    '',
    tableOf(
      ['seconds until', 'runs', 'engine open', 'answers', 'behind', 'made in each second after'],
      comebacks,
    ),
  ].join('\n');
}

function cells({ loadedMs, openedMs, firstAnswerMs, behind, afterwards }: Comeback): string[] {
  return [
    ...[loadedMs, openedMs, firstAnswerMs].map((millis) => number(millis / 1000, 2)),
    counted(behind),
    afterwards.map(counted).join(', '),
  ];
}
