// The watch list's side of the signed protocol, and how a visitor of the demo puts somebody on it.

import { Type } from 'typebox';

import { route, yes, type Route } from '../platform/index.ts';
import { addEntry, entriesNow, search, versionNow } from './search.ts';

const PEOPLE_MAX = 200;

const closed = { additionalProperties: false };
const text = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const day = Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' });

/** The watch list's routes. */
export function watchListRoutes(): Route[] {
  return [versionRoute(), searchRoute(), entriesRoute(), addRoute()];
}

function versionRoute(): Route {
  return route({
    method: 'GET',
    path: '/watch-list/v1/version',
    target: 'watch-list',
    handle: async (database) => yes({ list_version: await database.transact(versionNow) }),
  });
}

function searchRoute(): Route {
  return route({
    method: 'POST',
    path: '/watch-list/v1/searches',
    target: 'watch-list',
    body: Type.Object(
      {
        reference: Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,64}$' }),
        people: Type.Array(
          Type.Object(
            { key: text(64), name: text(100), id_number: text(18), born_on: day },
            closed,
          ),
          { minItems: 1, maxItems: PEOPLE_MAX },
        ),
      },
      closed,
    ),
    handle: (database, { body }) =>
      database.transact(async (tx) =>
        yes({
          reference: body.reference,
          list_version: await versionNow(tx),
          people: search(await entriesNow(tx), body.people),
        }),
      ),
  });
}

function entriesRoute(): Route {
  return route({
    method: 'GET',
    path: '/control/watch-list',
    target: undefined,
    handle: (database) =>
      database.transact(async (tx) =>
        yes({ list_version: await versionNow(tx), items: await entriesNow(tx) }),
      ),
  });
}

function addRoute(): Route {
  return route({
    method: 'POST',
    path: '/control/watch-list',
    target: undefined,
    body: Type.Object(
      {
        name: text(100),
        born_on: Type.Optional(day),
        id_number: Type.Optional(text(18)),
      },
      closed,
    ),
    handle: (database, { body: { name, born_on, id_number } }) =>
      database.transact(async (tx) => {
        const isHan = /\p{Script=Han}/u.test(name);
        const entry = await addEntry(tx, {
          name_zh: isHan ? name : null,
          name_latin: isHan ? null : name,
          born_on: born_on ?? null,
          id_number: id_number ?? null,
        });
        return yes({ list_version: await versionNow(tx), ...entry }, 201);
      }),
  });
}
