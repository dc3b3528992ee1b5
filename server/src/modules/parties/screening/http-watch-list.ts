// The watch list over HTTPS with signatures. An answer must be about the question that was asked
// and about everybody in it: one that leaves somebody out is no answer at all.

import { randomBytes } from 'node:crypto';
import { signedExchange, type Exchange, type ExchangeOptions, type Unclear } from '#platform';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ListAnswer, ListVersion, Searched, WatchList } from './watch-list.ts';

const listVersion = Type.String({ pattern: '^[\\w.:-]{1,64}$' });
const versionAnswer = Compile(Type.Object({ list_version: listVersion }));
const searchAnswer = Compile(
  Type.Object({
    reference: Type.String(),
    list_version: listVersion,
    people: Type.Array(
      Type.Object({
        key: Type.String(),
        hits: Type.Array(
          Type.Object({
            entry: Type.String({ pattern: '^[\\w.:-]{1,64}$' }),
            matched: Type.Array(Type.String({ pattern: '^[a-z_]{1,40}$' }), { maxItems: 10 }),
          }),
          { maxItems: 100 },
        ),
      }),
    ),
  }),
);

const REFERENCE_BYTES = 18;

/** The adapter of the port, one list under one address. */
export function httpWatchList(options: ExchangeOptions): WatchList {
  const exchange = signedExchange(options);
  return {
    search: (people) => search(exchange, people),
    version: () => version(exchange),
  };
}

async function version(exchange: Exchange): Promise<ListVersion | Unclear> {
  const answer = await exchange({ method: 'GET', path: '/v1/version' });
  if ('outcome' in answer) return answer;
  const { status, body } = answer;
  if (status !== 200 || !versionAnswer.Check(body))
    return unclear(`an unexpected answer ${status}`);
  return { outcome: 'version', listVersion: body.list_version };
}

async function search(
  exchange: Exchange,
  people: readonly Searched[],
): Promise<ListAnswer | Unclear> {
  const reference = randomBytes(REFERENCE_BYTES).toString('base64url');
  const answer = await exchange({
    method: 'POST',
    path: '/v1/searches',
    body: {
      reference,
      people: people.map(({ key, name, idNumber, bornOn }) => ({
        key,
        name,
        id_number: idNumber,
        born_on: bornOn,
      })),
    },
  });
  if ('outcome' in answer) return answer;
  const { status, body } = answer;
  if (status !== 200 || !searchAnswer.Check(body)) return unclear(`an unexpected answer ${status}`);
  if (body.reference !== reference) return unclear('the answer names another reference');
  const hits = new Map(body.people.map((found) => [found.key, found.hits]));
  const isWhole = hits.size === body.people.length && people.every(({ key }) => hits.has(key));
  if (!isWhole || hits.size !== people.length) return unclear('the answer is about other people');
  return { outcome: 'searched', listVersion: body.list_version, hits };
}

function unclear(trouble: string): Unclear {
  return { outcome: 'unclear', trouble };
}
