// The fictitious people of the world outside: whom a visitor of the demo may sign up as.

import { addDays, businessDateAt, isoOf, type BusinessDate } from '@sycee/kit';

import { allBins, cardsOfHolders, issueCard, type Card } from '../card-bank/index.ts';
import { randomDigits, randomOf, type Tx } from '../platform/index.ts';
import { residentIdOf } from './resident-id.ts';

export type Person = {
  readonly name: string;
  readonly name_latin: string;
  readonly id_number: string;
  readonly phone: string;
  readonly persona: boolean;
};

export type CardOfPerson = Pick<
  Card,
  'card_number' | 'bank_name' | 'bank_name_zh' | 'card_type' | 'status'
> & { readonly balance: { readonly minor: string; readonly currency: 'CNY' } };

export type PersonWithCards = Person & { readonly cards: readonly CardOfPerson[] };

type Name = readonly [zh: string, latin: string];

const FAMILIES: readonly [Name, ...Name[]] = [
  ['赵', 'Zhao'],
  ['钱', 'Qian'],
  ['孙', 'Sun'],
  ['周', 'Zhou'],
  ['吴', 'Wu'],
  ['郑', 'Zheng'],
  ['何', 'He'],
  ['许', 'Xu'],
  ['苏', 'Su'],
  ['梁', 'Liang'],
];
const GIVEN: readonly [Name, ...Name[]] = [
  ['明月', 'Mingyue'],
  ['子涵', 'Zihan'],
  ['思远', 'Siyuan'],
  ['晓彤', 'Xiaotong'],
  ['文博', 'Wenbo'],
  ['雅静', 'Yajing'],
  ['嘉树', 'Jiashu'],
  ['安然', 'Anran'],
  ['一诺', 'Yinuo'],
  ['云帆', 'Yunfan'],
];
const PLACES = ['110101', '310104', '330106', '440106', '510107', '610113', '320102'] as const;
const PEOPLE_MAX = 100;
const UTC_OFFSET_MINUTES = 480;
const ATTEMPTS_MAX = 20;

/** Everybody with their cards, the personas first. */
export async function peopleWithCards(tx: Tx): Promise<PersonWithCards[]> {
  const people = await tx.query<Person>(
    `select name, name_latin, id_number, phone, persona from people.people
     order by persona desc, case when persona then sequence else -sequence end limit $1`,
    [PEOPLE_MAX],
  );
  const cards = await cardsOfHolders(
    tx,
    people.map((person) => person.id_number),
  );
  const cardsOf = (person: Person) =>
    cards.filter((card) => card.holder_id_number === person.id_number).map(viewOf);
  return people.map((person) => Object.assign(person, { cards: cardsOf(person) }));
}

/**
 * Makes a new person with a card and a balance on it; a name or phone that is given is taken.
 * Answers undefined when the phone already belongs to somebody.
 */
export async function makePerson(
  tx: Tx,
  wish: { readonly name?: string; readonly phone?: string },
): Promise<PersonWithCards | undefined> {
  const [[family, familyLatin], [given, givenLatin]] = [randomOf(FAMILIES), randomOf(GIVEN)];
  const name = wish.name ?? family + given;
  const latin = wish.name ?? `${familyLatin} ${givenLatin}`;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const [person] = await tx.query<Person>(
      `insert into people.people (name, name_latin, id_number, phone, persona, created_at)
       values ($1, $2, $3, $4, false, $5) on conflict do nothing
       returning name, name_latin, id_number, phone, persona`,
      [name, latin, anyResidentId(tx), wish.phone ?? anyPhone(), isoOf(tx.now)],
    );
    if (person === undefined) continue;
    await issueAnyCard(tx, person);
    const cards = await cardsOfHolders(tx, [person.id_number]);
    return { ...person, cards: cards.map(viewOf) };
  }
  return undefined;
}

async function issueAnyCard(tx: Tx, { name, id_number: idNumber, phone }: Person): Promise<void> {
  const [first, ...others] = await allBins(tx);
  if (first === undefined) throw new Error('people: no bank issues cards');
  const yuan = 20_000n + BigInt(randomDigits(2)) * 500n;
  const card = { bin: randomOf([first, ...others]), balanceMinor: yuan * 100n };
  await issueCard(tx, { name, idNumber, phone }, card);
}

/** An adult of 20 to 57 years: day of birth by chance. */
function anyResidentId(tx: Tx): string {
  const today = businessDateAt(tx.now, UTC_OFFSET_MINUTES);
  const daysOld = 20 * 366 + (Number(randomDigits(6)) % (37 * 365));
  const bornOn: BusinessDate = addDays(today, -daysOld);
  return residentIdOf(randomOf(PLACES) + bornOn.replaceAll('-', '') + randomDigits(3));
}

/** Mobile numbers of the demo all begin with 1380000, as the personas' do. */
function anyPhone(): string {
  return `+861380000${1 + (Number(randomDigits(6)) % 9)}${randomDigits(3)}`;
}

function viewOf(card: Card): CardOfPerson {
  const { card_number, bank_name, bank_name_zh, card_type, status, balance_minor } = card;
  const balance = { minor: balance_minor.toString(), currency: 'CNY' as const };
  return { card_number, bank_name, bank_name_zh, card_type, status, balance };
}
