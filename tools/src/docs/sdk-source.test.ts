// From schemas to types, one row a shape; and a whole small document to the file of the SDK.

import { describe, expect, test } from 'vitest';

import type { OpenApi, Schema } from './document.ts';
import { typeOf } from './schema-type.ts';
import { sdkSource } from './sdk-source.ts';

const amount: Schema = {
  title: 'Money',
  type: 'object',
  properties: { minor: { type: 'string' }, currency: { const: 'CNY' } },
};

describe('the type of a schema', () => {
  test.each<[string, Schema, string]>([
    ['text', { type: 'string' }, 'string'],
    ['a moment', { type: 'string', format: 'date-time' }, 'string'],
    ['an id', { type: 'string', pattern: '^pay_[0-7][0-9a-hjkmnp-tv-z]{25}$' }, "Id<'pay'>"],
    ['another pattern', { type: 'string', pattern: '^[0-9]{6}$' }, 'string'],
    ['a whole number', { type: 'integer' }, 'number'],
    ['yes or no', { type: 'boolean' }, 'boolean'],
    ['one text', { const: 'a' }, "'a'"],
    ['a text with a quote', { const: "it's" }, "'it\\'s'"],
    ['one of some', { enum: ['a', 'b', 1] }, "'a' | 'b' | 1"],
    ['either', { anyOf: [{ const: 'a' }, { type: 'null' }] }, "'a' | null"],
    ['the same twice', { anyOf: [{ type: 'string' }, { type: 'string' }] }, 'string'],
    ['two types', { type: ['string', 'null'] }, 'string | null'],
    [
      'all of',
      { allOf: [{ $ref: '#/components/schemas/A' }, { type: 'object' }] },
      'A & Record<string, never>',
    ],
    ['a list', { type: 'array', items: { type: 'string' } }, 'string[]'],
    ['a list of either', { type: 'array', items: { enum: ['a', 'b'] } }, "('a' | 'b')[]"],
    [
      'a map',
      { type: 'object', additionalProperties: { type: 'number' } },
      'Record<string, number>',
    ],
    ['an open map', { type: 'object', additionalProperties: true }, 'Record<string, unknown>'],
    ['nothing known', {}, 'unknown'],
    ['money', amount, 'WireMoney'],
    ['a reference', { $ref: '#/components/schemas/Order' }, 'Order'],
    [
      'an object',
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'string', description: 'What.' }, 'b-c': { type: 'number' } },
      },
      "{\n  /** What. */\n  a: string;\n  'b-c'?: number;\n}",
    ],
  ])('%s', (_, schema, type) => {
    expect(typeOf(schema, new Map())).toBe(type);
  });

  test('a title names the type once', () => {
    const names = new Map<string, string>();
    const card: Schema = { title: 'Card', type: 'object', properties: { a: { type: 'string' } } };
    expect(typeOf({ type: 'array', items: card }, names)).toBe('Card[]');
    expect([...names]).toEqual([['Card', '{\n  a?: string;\n}']]);
    expect(() => typeOf({ ...card, properties: {} }, names)).toThrow('give one another title');
  });
});

const id: Schema = { type: 'string', pattern: '^pay_x$' };
const order: Schema = { title: 'Order', type: 'object', required: ['id'], properties: { id } };
const document: OpenApi = {
  components: {
    schemas: {
      Problem: { type: 'object', properties: { code: { type: 'string' } } },
      Receipt: {
        type: 'object',
        properties: { paid: { $ref: '#/components/schemas/Money' }, order },
      },
      Money: amount,
    },
  },
  paths: {
    '/v1/orders': {
      get: {
        operationId: 'listOrders',
        summary: 'Orders, newest first.',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer' } },
          { name: 'sycee-device', in: 'header', required: true },
        ],
        responses: {
          200: { content: { 'application/json': { schema: { type: 'array', items: order } } } },
          '4XX': { content: { 'application/problem+json': {} } },
        },
      },
      post: {
        operationId: 'createOrder',
        parameters: [
          { name: 'idempotency-key', in: 'header', required: true },
          { name: 'sycee-proof', in: 'header', required: true },
          { name: 'sycee-step-up', in: 'header', required: false },
        ],
        requestBody: { content: { 'application/json': { schema: { title: '', ...amount } } } },
        responses: { 202: { content: { 'application/json': { schema: order } } } },
      },
    },
    '/v1/orders/{order_id}': {
      delete: {
        operationId: 'endOrder',
        parameters: [{ name: 'order_id', in: 'path', required: true, schema: id }],
        responses: {
          200: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Receipt' } } },
          },
        },
      },
      get: {
        operationId: 'printOrder',
        parameters: [{ name: 'order_id', in: 'path', required: true, schema: id }],
        responses: { 200: { content: { 'application/pdf': {} } } },
      },
    },
    '/v1/exports': {
      post: {
        operationId: 'exportAll',
        responses: {
          200: {
            content: { 'application/json': { schema: { type: 'string', format: 'binary' } } },
          },
        },
      },
    },
  },
};

test('a document becomes views, calls and routes', () => {
  expect(sdkSource(document)).toMatchInlineSnapshot(`
    "// Views, calls and routes of the bank, generated from docs/reference/openapi.json by
    // \`npm run docs:generate\`. Do not edit; change the schema of the route instead.

    import type { Id, WireMoney } from '@sycee/kit';
    import type { Call, Route } from './call.ts';

    export type Order = {
      id: Id<'pay'>;
    };

    export type Receipt = {
      paid?: WireMoney;
      order?: Order;
    };

    /** Every operation, by its name. */
    export type Bank = {
      /** exportAll (\`POST /v1/exports\`) */
      exportAll: (call?: Call) => Promise<Blob>;

      /** Orders, newest first. (\`GET /v1/orders\`) */
      listOrders: (call?: Call & {
        query?: {
          limit?: number | undefined;
        };
      }) => Promise<Order[]>;

      /** createOrder (\`POST /v1/orders\`) */
      createOrder: (call: Call & {
        body: WireMoney;
        idempotencyKey: string;
        proof: string;
        stepUp?: string | undefined;
      }) => Promise<Order>;

      /** printOrder (\`GET /v1/orders/{order_id}\`) */
      printOrder: (call: Call & {
        params: {
          order_id: Id<'pay'>;
        };
      }) => Promise<Blob>;

      /** endOrder (\`DELETE /v1/orders/{order_id}\`) */
      endOrder: (call: Call & {
        params: {
          order_id: Id<'pay'>;
        };
      }) => Promise<Receipt>;
    };

    /** How each operation travels: its route and the form of its reply. */
    export const routes: Readonly<Record<keyof Bank, Route>> = {
      exportAll: { method: 'POST', path: '/v1/exports', reply: 'file' },
      listOrders: { method: 'GET', path: '/v1/orders', reply: 'json' },
      createOrder: { method: 'POST', path: '/v1/orders', reply: 'json' },
      printOrder: { method: 'GET', path: '/v1/orders/{order_id}', reply: 'file' },
      endOrder: { method: 'DELETE', path: '/v1/orders/{order_id}', reply: 'json' },
    };
    "
  `);
});
