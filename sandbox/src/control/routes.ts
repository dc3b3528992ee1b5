// What a visitor of the demo and a test may do to the world outside: see its people and cards, ask
// for a new person, block a card, and make it fail.

import { Type } from 'typebox';

import { setCardStatus } from '../card-bank/index.ts';
import { drawBack, drawFront } from '../id-cards/index.ts';
import { makePerson, peopleWithCards } from '../people/index.ts';
import {
  FAILURE_MODES,
  failuresNow,
  no,
  route,
  setFailure,
  TARGETS,
  yes,
  type Route,
} from '../platform/index.ts';

const SPECIMEN_VALIDITY = { from: '2016-01-01', until: '2036-01-01' };

const closed = { additionalProperties: false };
const target = Type.Union(TARGETS.map((name) => Type.Literal(name)));
const mode = Type.Union(FAILURE_MODES.map((name) => Type.Literal(name)));

/** The control routes; they are open and listen on the loopback address only. */
export function controlRoutes(): Route[] {
  return [
    failuresRoute(),
    setFailureRoute(),
    peopleRoute(),
    newPersonRoute(),
    idCardRoute(),
    cardsRoute(),
    cardStatusRoute(),
  ];
}

function failuresRoute(): Route {
  return route({
    method: 'GET',
    path: '/control/failures',
    target: undefined,
    handle: async (database) => yes({ items: await database.transact(failuresNow) }),
  });
}

function setFailureRoute(): Route {
  return route({
    method: 'PUT',
    path: '/control/failures',
    target: undefined,
    body: Type.Object(
      {
        target,
        mode,
        delay_ms: Type.Optional(Type.Integer({ minimum: 0, maximum: 120_000 })),
        count: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
      },
      closed,
    ),
    handle: async (database, { body }) =>
      yes(await database.transact((tx) => setFailure(tx, body))),
  });
}

function peopleRoute(): Route {
  return route({
    method: 'GET',
    path: '/control/people',
    target: undefined,
    handle: async (database) => yes({ items: await database.transact(peopleWithCards) }),
  });
}

function newPersonRoute(): Route {
  return route({
    method: 'POST',
    path: '/control/people',
    target: undefined,
    body: Type.Object(
      {
        name: Type.Optional(Type.String({ minLength: 2, maxLength: 50 })),
        phone: Type.Optional(Type.String({ pattern: '^\\+861[3-9]\\d{9}$' })),
      },
      closed,
    ),
    handle: async (database, { body }) => {
      const person = await database.transact((tx) => makePerson(tx, body));
      return person === undefined ? no(409, 'phone_taken') : yes(person, 201);
    },
  });
}

/** The specimen of a person's id card, for whoever wants to photograph or send it. */
function idCardRoute(): Route {
  return route({
    method: 'GET',
    path: '/control/id-cards/:id_number',
    target: undefined,
    params: Type.Object({ id_number: Type.String({ pattern: '^\\d{17}[\\dX]$' }) }),
    handle: async (database, { params }) => {
      const people = await database.transact(peopleWithCards);
      const person = people.find(({ id_number: number }) => number === params.id_number);
      if (person === undefined) return no(404, 'person_unknown');
      const front = drawFront({ name: person.name, idNumber: person.id_number });
      const back = drawBack(SPECIMEN_VALIDITY);
      return yes({ front: base64(front), back: base64(back) });
    },
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function cardsRoute(): Route {
  return route({
    method: 'GET',
    path: '/control/cards',
    target: undefined,
    handle: async (database) => {
      const people = await database.transact(peopleWithCards);
      const items = people.flatMap(({ cards, ...person }) =>
        cards.map((card) => ({ ...person, ...card })),
      );
      return yes({ items });
    },
  });
}

function cardStatusRoute(): Route {
  return route({
    method: 'PUT',
    path: '/control/cards/:card_number/status',
    target: undefined,
    params: Type.Object({ card_number: Type.String({ pattern: '^\\d{16,19}$' }) }),
    body: Type.Object(
      { status: Type.Union([Type.Literal('active'), Type.Literal('inactive')]) },
      closed,
    ),
    handle: async (database, { params, body }) => {
      const { card_number } = params;
      const found = await database.transact((tx) => setCardStatus(tx, card_number, body.status));
      return found ? yes({ card_number, status: body.status }) : no(404, 'card_unknown');
    },
  });
}
