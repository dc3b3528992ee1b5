// Tells the personas' life to a bank: a process of its own that ends when the story is told. Run
// again it does nothing.

// Not through the door, which also brings the web server: this process is started on every start.
import { machineClock } from '../platform/clock.ts';
import { openDatabase } from '../platform/database.ts';
import { tellStory } from './tell-story.ts';

const database = openDatabase(setting('SANDBOX_DATABASE_URL'), machineClock);
try {
  await tellStory({
    bankName: setting('BANK_NAME'),
    bankUrl: setting('BANK_URL'),
    sandboxUrl: setting('SANDBOX_URL'),
    reviewerKeys: setting('SANDBOX_REVIEWER_KEYS').split(','),
    database,
    clock: machineClock,
    // Heard by who started us, if anybody did.
    onStep: (done, all) => void process.send?.(`${done} of ${all}`),
  });
} finally {
  await database.close();
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set`);
  return value;
}
