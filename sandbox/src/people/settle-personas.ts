// The three people of the demo, with the cards they hold at other banks. They are invented: their
// numbers are valid in form, and nobody holds them.

import { isoOf } from '@sycee/kit';

import { issueCard } from '../card-bank/index.ts';
import type { Tx } from '../platform/index.ts';
import { residentIdOf } from './resident-id.ts';

type Persona = {
  readonly name: string;
  readonly latin: string;
  readonly phone: string;
  readonly first17: string;
  readonly bin: string;
  readonly cardBody: string;
  readonly balanceMinor: bigint;
};

const PERSONAS: readonly Persona[] = [
  {
    name: '林小雨',
    latin: 'Lin Xiaoyu',
    phone: '+8613800000001',
    first17: '31010119960412002',
    bin: '999901',
    cardBody: '000000000001',
    balanceMinor: 8_650_000n,
  },
  {
    name: '陈浩',
    latin: 'Chen Hao',
    phone: '+8613800000002',
    first17: '44030519910823001',
    bin: '999902',
    cardBody: '000000000002',
    balanceMinor: 12_040_000n,
  },
  {
    name: '王芳',
    latin: 'Wang Fang',
    phone: '+8613800000003',
    first17: '11010819880130004',
    bin: '999903',
    cardBody: '000000000003',
    balanceMinor: 15_300_000n,
  },
];

/** Settles the personas where they are missing, with their cards. */
export async function settlePersonas(tx: Tx): Promise<void> {
  for (const persona of PERSONAS) {
    const { name, latin, phone, bin, cardBody, balanceMinor } = persona;
    const idNumber = residentIdOf(persona.first17);
    const settled = await tx.query(
      `insert into people.people (name, name_latin, id_number, phone, persona, created_at)
       values ($1, $2, $3, $4, true, $5) on conflict do nothing returning sequence`,
      [name, latin, idNumber, phone, isoOf(tx.now)],
    );
    if (settled.length === 0) continue;
    await issueCard(tx, { name, idNumber, phone }, { bin, body: cardBody, balanceMinor });
  }
}
