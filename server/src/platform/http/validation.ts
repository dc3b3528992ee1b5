// Checks what a request brings against the route's schemas: bodies as they are, addresses (where
// everything is text) with numbers and flags read first. Nothing is dropped or guessed.

import type { Refusal } from '@sycee/kit';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { refusePlatform } from '../refusals.ts';
import type { Route } from './route.ts';

export type RawInput = {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
};

export type Validate = (raw: RawInput) => RawInput | Refusal;

/** Compiles a route's schemas once; the function answers the input or why it cannot be used. */
export function validator(route: Route): Validate {
  const params = part(route.params, 'address');
  const query = part(route.query, 'address');
  const body = part(route.body, 'body');
  return (raw) => {
    const read = { params: params(raw.params), query: query(raw.query), body: body(raw.body) };
    for (const found of Object.values(read)) {
      if (found.fault !== undefined) return invalidRequest(found.fault);
    }
    return { params: read.params.value, query: read.query.value, body: read.body.value };
  };
}

/** The refusal of a request whose named part is not as documented. */
export function invalidRequest(param?: string): Refusal {
  return refusePlatform('platform.invalid_request', param === undefined ? {} : { param });
}

type Part = (value: unknown) => { readonly value: unknown; readonly fault?: string };

function part(schema: TSchema | undefined, kind: 'address' | 'body'): Part {
  if (schema === undefined) return (value) => nothing(value, kind);
  const check = Compile(schema);
  const read = kind === 'body' ? (raw: unknown) => raw : addressReader(schema);
  const complete = hasDefaults(schema) ? (raw: unknown) => Value.Default(schema, read(raw)) : read;
  return (raw) => {
    const value = complete(raw);
    const fault = check.Check(value) ? faultInText(value) : firstFault(check, value);
    return fault === undefined
      ? { value }
      : { value, fault: kind === 'body' ? `/${fault}` : fault };
  };
}

/** Whether anything in a schema is filled in when it is left out; else nobody has to look. */
function hasDefaults(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  return 'default' in schema || Object.values(schema).some(hasDefaults);
}

/** Reads whole numbers and flags out of an address's text; other text stays as it is. */
function addressReader(schema: TSchema): (raw: unknown) => unknown {
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> };
  const readMember = (name: string, text: unknown): unknown => {
    const type = properties[name]?.type;
    if (typeof text !== 'string') return text;
    if (type === 'integer' && /^-?\d{1,15}$/.test(text)) return Number(text);
    return type === 'boolean' ? (FLAGS.get(text) ?? text) : text;
  };
  return (raw) => {
    const members = Object.entries(raw ?? {});
    return Object.fromEntries(members.map(([name, text]) => [name, readMember(name, text)]));
  };
}

const FLAGS = new Map([
  ['true', true],
  ['false', false],
]);

/** A route without a schema takes nothing; an empty object is nothing. */
function nothing(value: unknown, kind: 'address' | 'body'): ReturnType<Part> {
  const [name] = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (name !== undefined) return { value: undefined, fault: kind === 'body' ? `/${name}` : name };
  const isEmpty = value === undefined || value === null || typeof value === 'object';
  return isEmpty ? { value: undefined } : { value: undefined, fault: '/' };
}

type Fault = { keyword: string; instancePath: string; params: { requiredProperties?: string[] } };

/** Where the first fault is; a member that is missing is named as if it were there. */
function firstFault(check: { Errors: (value: unknown) => readonly object[] }, value: unknown) {
  const [first] = check.Errors(value) as readonly Fault[];
  const missing = first?.keyword === 'required' ? first.params.requiredProperties?.[0] : undefined;
  const steps = [first?.instancePath.slice(1), missing];
  return steps.filter((step) => step !== undefined && step !== '').join('/');
}

/** Text PostgreSQL cannot hold: NUL characters and halves of surrogate pairs. */
function faultInText(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') || LONE_SURROGATE.test(value) ? path : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const fault = faultInText(member, path === '' ? key : `${path}/${key}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
