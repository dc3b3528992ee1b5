// Closes the objects of a schema, so that a member nobody named is refused instead of ignored: a
// misspelt field of a payment order must never be dropped silently.

import type { TSchema } from 'typebox';

/** The same schema with `additionalProperties: false` on every object that does not say. */
export function closed(schema: TSchema): TSchema {
  return close(schema) as TSchema;
}

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close);
  if (typeof node !== 'object' || node === null) return node;
  const members = Object.entries(node).map(([key, value]) => [key, close(value)] as const);
  const copy = Object.create(Object.getPrototypeOf(node), hiddenMembers(node)) as Record<
    string,
    unknown
  >;
  Object.assign(copy, Object.fromEntries(members));
  const open = copy['type'] === 'object' && 'properties' in copy;
  if (open && !('additionalProperties' in copy)) copy['additionalProperties'] = false;
  return copy;
}

/** TypeBox marks its schemas with members that JSON does not show; they stay as they are. */
function hiddenMembers(node: object): PropertyDescriptorMap {
  const all = Object.entries(Object.getOwnPropertyDescriptors(node));
  return Object.fromEntries(all.filter(([, descriptor]) => descriptor.enumerable !== true));
}
